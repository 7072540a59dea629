package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeOriginTest {
    @Test
    void what_a_sender_claims_is_cut_as_thousands_of_records_keep_it() {
        assertThat(new ChangeOrigin("", "", "203.0.113.9, ".repeat(1_000)).forwardedFor())
                .hasSizeLessThan(300)
                .startsWith("203.0.113.9, 203.0.113.9, ")
                .endsWith("…");
        assertThat(new ChangeOrigin("", "", "203.0.113.9, 10.0.0.1").forwardedFor())
                .isEqualTo("203.0.113.9, 10.0.0.1");
    }
}
