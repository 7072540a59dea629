package tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void agrees_with_the_vectors_of_the_api() {
        assertThat(Labels.empty().fingerprint()).hasToString("cbf29ce484222325");
        assertThat(Labels.of("a", "b").fingerprint()).hasToString("d2b371819297f98a");
        assertThat(Labels.of("node", "bar", "alertname", "foo").fingerprint()).hasToString("980a6a0e0facf311");
        assertThat(Labels.of("a b", "<&>\u2028", "alertname", "utf").fingerprint())
                .hasToString("0bb1155493584cf2");
    }

    @Property
    void reads_what_it_writes(@ForAll long value) {
        Fingerprint fingerprint = new Fingerprint(value);

        assertThat(fingerprint.toString()).hasSize(16);
        assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    }

    @Test
    void a_text_that_is_no_fingerprint_is_refused_with_what_to_write() {
        assertThatThrownBy(() -> Fingerprint.parse("xyz"))
                .hasMessage("not a fingerprint: \"xyz\"; write 16 hex digits");
    }
}
