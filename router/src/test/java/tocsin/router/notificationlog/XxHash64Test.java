package tocsin.router.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of the Go library that Alertmanager uses, and of the algorithm's own tests. */
class XxHash64Test {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "as, 1c330fb2d66be179",
        "asd, 631c37ce72a97393",
        "asdf, 415872f599cea71e",
        "abc, 44bc2cf5ad770999",
        "123456789, 8cb841db40e6ae83",
        "Call me Ishmael. Some years ago--never mind how long precisely-, 02a2e85470d6fd96"
    })
    void hashes_as_others_do(String text, String hash) {
        assertThat(Long.toHexString(XxHash64.of(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash.replaceFirst("^0+", ""));
    }
}
