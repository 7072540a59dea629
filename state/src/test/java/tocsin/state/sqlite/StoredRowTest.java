package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StoredRowTest {
    @Property
    void an_instant_that_the_column_can_hold_comes_back(@ForAll long nanos) {
        assertThat(StoredRow.nanos(StoredRow.instant(nanos))).isEqualTo(nanos);
    }

    @Example
    void the_ends_of_time_become_the_ends_of_the_column() {
        assertThat(StoredRow.nanos(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(StoredRow.nanos(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(StoredRow.nanos(StoredRow.instant(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(StoredRow.nanos(Instant.EPOCH)).isZero();
    }
}
