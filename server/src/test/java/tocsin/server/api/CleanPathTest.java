package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanPathTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/, /",
        "//, /",
        "/a, /a",
        "/a/, /a/",
        "/a//b, /a/b",
        "///a///, /a/",
        "/a/./b, /a/b",
        "/a/., /a",
        "/a/.., /",
        "/a/b/.., /a",
        "/a/../b/, /b/",
        "/../../x, /x",
        "/..., /...",
        "/.a/b., /.a/b.",
        "/a%2F%2Fb, /a%2F%2Fb"
    })
    void what_means_nothing_is_left_out(String path, String clean) {
        assertThat(CleanPath.of(path)).isEqualTo(clean);
        assertThat(CleanPath.of(clean)).isEqualTo(clean);
    }
}
