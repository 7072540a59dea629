package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    private final FigureTable table = new FigureTable(List.of("ours", "theirs", "another"));

    @Test
    void a_figure_is_the_median_with_the_range_of_all() {
        for (double figure : new double[] {30, 10, 1200}) {
            table.add("wait, ms", "ours", figure);
        }

        assertThat(table.text()).contains("| wait, ms | 30.0 (10.0 to 1,200) | – | – | – |");
    }

    @Test
    void the_middle_of_an_even_number_lies_between_two() {
        for (double figure : new double[] {4, 1, 2, 3}) {
            table.add("wait, ms", "ours", figure);
        }

        assertThat(table.text()).contains("| 2.50 (1.00 to 4.00) |");
    }

    @Test
    void the_ratio_is_that_of_the_medians_of_the_first_two_columns() {
        table.add("wait, ms", "ours", 3);
        table.add("wait, ms", "theirs", 4);
        table.add("wait, ms", "another", 5);

        assertThat(table.text()).contains("| wait, ms | 3.00 | 4.00 | 5.00 | 0.75 |");
    }

    @Test
    void nothing_is_a_multiple_of_zero() {
        table.add("written, kB", "ours", 3);
        table.add("written, kB", "theirs", 0);

        assertThat(table.text()).contains("| written, kB | 3.00 | 0.00 | – | – |");
    }
}
