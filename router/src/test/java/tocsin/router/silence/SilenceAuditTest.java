package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tocsin.router.silence.SilenceFixtures.BOB;
import static tocsin.router.silence.SilenceFixtures.HOUR;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.regex;
import static tocsin.router.silence.SilenceFixtures.request;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.model.Matcher;
import tocsin.router.silence.AuditRecord.Action;

class SilenceAuditTest {
    private final SilenceFixtures fixtures = new SilenceFixtures();

    private List<AuditRecord> audit() {
        return fixtures.silences.audit(100);
    }

    private static AuditedSilence after(AuditRecord change) {
        return Objects.requireNonNull(change.after());
    }

    private static AuditedSilence before(AuditRecord change) {
        return Objects.requireNonNull(change.before());
    }

    @Test
    void a_creation_says_who_when_from_where_and_what() {
        Silence made = fixtures.made(fixtures.request(is("i", "1"), regex("job", "db.*")));

        assertThat(audit())
                .containsExactly(new AuditRecord(
                        0,
                        fixtures.now(),
                        Action.CREATED,
                        BOB,
                        null,
                        new AuditedSilence(
                                made.id(),
                                List.of("i=\"1\"", "job=~\"db.*\""),
                                fixtures.now(),
                                fixtures.now().plus(HOUR),
                                "ann",
                                "maintenance"),
                        ""));
    }

    @Test
    void an_edit_in_place_shows_times_and_comment_before_and_after() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        Instant later = made.endsAt().plus(HOUR);
        fixtures.made(request(made.id(), made.startsAt(), later, "longer", made.matcherSets()));

        AuditRecord change = audit().get(0);
        assertThat(change.action()).isEqualTo(Action.UPDATED);
        assertThat(before(change).endsAt()).isEqualTo(made.endsAt());
        assertThat(before(change).comment()).isEqualTo("maintenance");
        assertThat(after(change).endsAt()).isEqualTo(later);
        assertThat(after(change).comment()).isEqualTo("longer");
    }

    @Test
    void an_edit_that_makes_a_new_silence_is_one_record_that_both_ids_find() {
        Silence old = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.made(fixtures.request(is("other", "1")));
        Silence made = fixtures.made(request(old.id(), old.startsAt(), old.endsAt(), is("i", "2")));

        assertThat(fixtures.silences.audit(old.id(), 100))
                .extracting(AuditRecord::action)
                .containsExactly(Action.REPLACED, Action.CREATED);
        AuditRecord replaced = fixtures.silences.audit(made.id(), 100).get(0);
        assertThat(before(replaced).id()).isEqualTo(old.id());
        assertThat(after(replaced).id()).isEqualTo(made.id());
    }

    @Test
    void an_end_is_recorded_once_and_the_retention_by_nobody() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.expired(made.id());
        fixtures.time.advance(HOUR);
        fixtures.expired(made.id());
        fixtures.time.advance(HOUR.multipliedBy(200));
        fixtures.silences.removeExpired(fixtures.now());

        assertThat(audit())
                .extracting(AuditRecord::action, AuditRecord::origin)
                .containsExactly(
                        tuple(Action.FORGOTTEN, ChangeOrigin.PROCESS),
                        tuple(Action.EXPIRED, BOB),
                        tuple(Action.CREATED, BOB));
    }

    @Test
    void a_refusal_says_what_was_asked_for_and_why_not() {
        fixtures.set(fixtures.request(is("i", "")));

        AuditRecord change = audit().get(0);
        assertThat(change.action()).isEqualTo(Action.REFUSED);
        assertThat(change.reason()).contains("at least one matcher must not match the empty string");
        assertThat(after(change).matchers()).containsExactly("i=\"\"");
    }

    @Test
    void a_rehearsal_answers_as_the_change_would_and_leaves_no_trace() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        SilenceRequest edit = request(made.id(), made.startsAt(), made.endsAt().plus(HOUR), is("i", "1"));

        assertThat(fixtures.silences.rehearse(edit))
                .isInstanceOfSatisfying(
                        SilenceOutcome.Accepted.class,
                        accepted -> assertThat(accepted.silence().id()).isEqualTo(made.id()));
        assertThat(fixtures.silences.rehearse(fixtures.request(is("i", ""))))
                .isInstanceOf(SilenceOutcome.Refused.class);
        assertThat(fixtures.silences.rehearse(request("nobody", null, made.endsAt(), is("i", "1"))))
                .isEqualTo(new SilenceOutcome.Unknown("nobody"));
        assertThat(fixtures.silences.list()).containsExactly(made);
        assertThat(audit()).hasSize(1);
    }

    @Test
    void the_audit_survives_a_restart_in_order() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.expired(made.id());
        fixtures.restart();
        fixtures.made(fixtures.request(is("i", "2")));

        assertThat(audit())
                .extracting(AuditRecord::action)
                .containsExactly(Action.CREATED, Action.EXPIRED, Action.CREATED);
        assertThat(audit()).extracting(AuditRecord::number).containsExactly(2L, 1L, 0L);
    }

    @Test
    void the_oldest_records_go_first_here_and_in_the_store() {
        fixtures.options(SilenceOptions.DEFAULTS.withAuditRecords(2));
        for (String instance : List.of("1", "2", "3")) {
            fixtures.made(fixtures.request(is("i", instance)));
        }
        assertThat(audit())
                .extracting(change -> after(change).matchers().get(0))
                .containsExactly("i=\"3\"", "i=\"2\"");

        fixtures.options(SilenceOptions.DEFAULTS.withAuditRecords(10));
        assertThat(audit()).hasSize(2);
        fixtures.options(SilenceOptions.DEFAULTS.withAuditRecords(0));
        assertThat(audit()).isEmpty();
    }

    @Test
    void refusals_again_and_again_do_not_push_out_what_was_changed() {
        fixtures.options(SilenceOptions.DEFAULTS.withAuditRecords(20));
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        for (int i = 0; i < 50; i++) {
            fixtures.set(fixtures.request(is("i", "")));
        }
        fixtures.expired(made.id());

        assertThat(audit())
                .extracting(AuditRecord::action)
                .containsExactly(Action.EXPIRED, Action.REFUSED, Action.REFUSED, Action.CREATED);
        fixtures.restart();
        assertThat(audit()).extracting(AuditRecord::number).containsExactly(51L, 50L, 49L, 0L);
    }

    @Test
    void huge_texts_are_cut_so_that_thousands_of_records_stay_small() {
        Matcher[] matchers = Collections.nCopies(500, is("i", "x".repeat(300))).toArray(Matcher[]::new);
        fixtures.made(request(
                null, null, fixtures.now().plus(HOUR), "\uD83D\uDE00".repeat(9_999), List.of(Arrays.asList(matchers))));

        AuditedSilence audited = after(audit().get(0));
        assertThat(audited.comment().length()).isBetween(499, 501);
        assertThat(audited.matchers()).hasSizeLessThan(10).last().isEqualTo("… 493 more");
        assertThat(new ChangeOrigin("u".repeat(9_999), "", "f".repeat(9_999)))
                .extracting(origin -> new AuditRecord(0, fixtures.now(), Action.CREATED, origin, null, null, "")
                        .origin()
                        .forwardedFor()
                        .length())
                .isEqualTo(201);
    }
}
