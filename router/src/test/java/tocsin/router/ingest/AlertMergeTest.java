package tocsin.router.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Alert;
import tocsin.model.Alert.Origin;
import tocsin.model.Annotations;
import tocsin.model.Labels;

class AlertMergeTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private static Instant at(long second) {
        return T0.plusSeconds(second);
    }

    private static Alert alert(
            String note, Origin origin, long start, @Nullable Long end, boolean timeout, long updated) {
        return new Alert(
                Labels.of("alertname", "A"),
                Annotations.of("note", note),
                at(start),
                end == null ? null : at(end),
                "",
                at(updated),
                timeout,
                origin);
    }

    @ParameterizedTest(name = "old {0}..{1} timeout {2}, new {3}..{4} timeout {5} at {6}: {7}..{8} timeout {9}")
    @CsvSource(delimiter = '|', textBlock = """
                # old           | new             | now | start | end | timeout
                # equal starts, later end: no overlap, replaced
                 0 | 100 | true  | 0   | 200 | true  | 50 | 0   | 200 | true
                # equal starts, earlier end overlaps: the end of an explicit firing alert moves nearer only
                # when the old end was a timeout
                 0 | 100 | true  | 0   | 80  | false | 50 | 0   | 80  | false
                 0 | 100 | false | 0   | 80  | false | 50 | 0   | 100 | false
                # a later start inside: the earliest start is kept
                 0 | 100 | true  | 60  | 200 | true  | 60 | 0   | 200 | true
                 0 | 500 | false | 60  | 360 | true  | 60 | 0   | 500 | true
                 0 | 500 | true  | 60  | 360 | true  | 60 | 0   | 360 | true
                # resolved now: its end counts, unless the old one is resolved too and later
                 0 | 100 | true  | 0   | 50  | false | 50 | 0   | 50  | false
                 0 | 100 | false | 0   | 50  | false | 50 | 0   | 50  | false
                 0 | 90  | false | 0   | 80  | false | 95 | 0   | 90  | false
                # no overlap: replaced
                 0 | 100 | true  | 100 | 200 | true  | 150 | 100 | 200 | true
                 0 | 100 | false | 300 | 400 | false | 350 | 300 | 400 | false
                # the old one lies inside the new one: replaced
                 50 | 60 | false | 0   | 100 | false | 70 | 0   | 100 | false
                # an earlier start that ends inside
                 50 | 200 | true | 0   | 100 | false | 70 | 0   | 100 | false
                """)
    void agrees_with_upstream(
            long oldStart,
            long oldEnd,
            boolean oldTimeout,
            long newStart,
            long newEnd,
            boolean newTimeout,
            long now,
            long start,
            long end,
            boolean timeout) {
        Alert old = alert("old", Origin.API, oldStart, oldEnd, oldTimeout, Math.min(now, oldStart));
        Alert incoming = alert("new", Origin.API, newStart, newEnd, newTimeout, now);

        Alert merged = Objects.requireNonNull(AlertMerge.merge(old, incoming, at(now)));

        assertThat(merged.startsAt()).isEqualTo(at(start));
        assertThat(merged.endsAt()).isEqualTo(at(end));
        assertThat(merged.timeout()).isEqualTo(timeout);
        assertThat(merged.annotations()).isEqualTo(Annotations.of("note", "new"));
        assertThat(merged.updatedAt()).isEqualTo(at(now));
    }

    @ParameterizedTest(name = "{0} ending {1} meets {2} ending {3} at 50: {4}")
    @CsvSource(delimiter = '|', textBlock = """
                # old  | end | new  | end | who stays
                  RULE |     | API  | 40  | old
                  RULE |     | API  | 400 | old
                  RULE | 60  | API  | 400 | old
                  RULE | 50  | API  | 400 | new
                  API  | 400 | RULE |     | new
                  API  | 40  | RULE |     | new
                # a rule repeats the end of its alert for a while; it does not end what somebody else has begun since
                  API  | 400 | RULE | 50  | old
                  API  | 400 | RULE | 20  | old
                  API  | 400 | RULE | 60  | new
                  API  | 40  | RULE | 50  | new
                  RULE |     | RULE | 50  | new
                  RULE | 40  | RULE |     | new
                """)
    void an_alert_of_an_own_rule_belongs_to_the_rule(
            Origin oldOrigin, @Nullable Long oldEnd, Origin newOrigin, @Nullable Long newEnd, String stays) {
        Alert old = alert("old", oldOrigin, 0, oldEnd, false, 0);
        Alert incoming = alert("new", newOrigin, 10, newEnd, false, 50);

        Alert merged = AlertMerge.merge(old, incoming, at(50));

        assertThat(merged == null ? old : merged).isEqualTo(stays.equals("old") ? old : incoming);
    }

    @Test
    void what_comes_after_the_clock_was_set_back_still_counts() {
        Alert old = alert("old", Origin.API, 0, 5000L, true, 4000);

        Alert resolved =
                Objects.requireNonNull(AlertMerge.merge(old, alert("new", Origin.API, 0, 400L, false, 400), at(400)));

        assertThat(resolved.endsAt()).isEqualTo(at(400));
        assertThat(resolved.annotations()).isEqualTo(Annotations.of("note", "new"));
    }

    @Test
    void the_same_again_changes_nothing() {
        Alert old = alert("same", Origin.API, 0, 100L, true, 0);
        assertThat(AlertMerge.merge(old, alert("same", Origin.API, 0, 100L, true, 50), at(50)))
                .isNull();
    }

    @Test
    void a_resend_keeps_the_texts_that_are_there() {
        Alert old = alert("same", Origin.API, 0, 100L, true, 0);
        Alert merged =
                Objects.requireNonNull(AlertMerge.merge(old, alert("same", Origin.API, 0, 200L, true, 50), at(50)));
        assertThat(merged.labels()).isSameAs(old.labels());
        assertThat(merged.annotations()).isSameAs(old.annotations());
    }

    @Property
    void a_merge_never_starts_later_than_an_alert_it_overlaps_and_merging_again_changes_nothing(
            @ForAll @IntRange(max = 20) int oldStart,
            @ForAll @IntRange(max = 20) int oldLength,
            @ForAll @IntRange(max = 20) int newStart,
            @ForAll @IntRange(max = 20) int newLength,
            @ForAll boolean oldTimeout,
            @ForAll boolean newTimeout) {
        Alert old = alert("old", Origin.API, oldStart, (long) oldStart + oldLength, oldTimeout, 20);
        Alert incoming = alert("new", Origin.API, newStart, (long) newStart + newLength, newTimeout, 21);

        Alert merged = Objects.requireNonNull(AlertMerge.merge(old, incoming, at(21)));

        assertThat(merged.startsAt()).isIn(old.startsAt(), incoming.startsAt()).isBeforeOrEqualTo(incoming.startsAt());
        assertThat(merged.endsAt()).isIn(old.endsAt(), incoming.endsAt());
        assertThat(AlertMerge.merge(merged, merged, at(21))).isNull();
    }
}
