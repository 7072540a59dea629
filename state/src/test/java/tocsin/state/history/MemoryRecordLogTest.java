package tocsin.state.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryRecordLogTest extends RecordLogContract {
    @Override
    protected RecordLog open() {
        return new MemoryRecordLog(1000, 1_000_000);
    }

    @Override
    protected RecordLog reopen(RecordLog closed) {
        return closed;
    }

    @Test
    void the_newest_records_are_kept() {
        RecordLog log = new MemoryRecordLog(2, 1_000_000);
        log.append(record("flush", 1, "one"));
        log.append(record("flush", 2, "two"));
        log.append(record("flush", 3, "three"));

        assertThat(values(log, HistorySearch.of("flush"))).containsExactly("three", "two");
        assertThat(await(log.oldest("flush"))).contains(at(2));
    }

    @Test
    void large_records_make_room_by_size() {
        RecordLog log = new MemoryRecordLog(1000, 10_000);
        log.append(record("flush", 1, "small"));
        log.append(record("flush", 2, "x".repeat(6_000)));
        log.append(record("flush", 3, "y".repeat(6_000)));

        assertThat(values(log, HistorySearch.of("flush"))).containsExactly("y".repeat(6_000));
    }

    @Test
    void a_record_that_is_too_large_costs_no_other() {
        RecordLog log = new MemoryRecordLog(1000, 10_000);
        log.append(record("flush", 1, "small"));
        log.append(record("flush", 2, "x".repeat(11_000)));
        log.append(record("flush", 3, "later"));

        assertThat(values(log, HistorySearch.of("flush"))).containsExactly("later", "small");
    }
}
