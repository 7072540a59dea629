package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenPagesTest {
    private static final Map<String, Object> DATA = Pages.data();

    @ParameterizedTest
    @ValueSource(strings = {"contexts.tsv", "pages.tsv"})
    void pages_are_those_of_html_template(String file) {
        assertThat(Pages.golden(file))
                .filteredOn(golden -> !Objects.equals(golden.page(), Pages.rendered(golden, DATA)))
                .map(golden -> golden + " but was " + Pages.rendered(golden, DATA))
                .isEmpty();
    }
}
