package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.Occurrence;
import tocsin.evaluator.query.QueryFailure;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

/**
 * A process that is killed again and again knows what one knows that lived all the time and only missed the slots at which
 * the other was dead, and tells every end at least once.
 */
final class RestartPropertyTest {
    private static final VmalertExtras ON_THE_MINUTE =
            new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());

    @Property(tries = 300)
    void a_kill_is_nothing_but_missed_slots(
            @ForAll @Size(max = 40) List<@IntRange(max = 1023) Integer> history,
            @ForAll @IntRange(max = 4) int hold,
            @ForAll @IntRange(max = 3) int keep,
            @ForAll @IntRange(max = 3) int limit) {
        new History(hold, keep, limit == 0 ? 3 : 0)
                .play(history.stream().map(Slot::of).toList());
    }

    /**
     * @param series which of four exist, a bit each
     * @param death what happens after the slot
     */
    private record Slot(int series, boolean fails, Death death) {
        static Slot of(int code) {
            Death[] deaths = Death.values();
            return new Slot(code & 15, (code >> 4 & 7) == 0, deaths[Math.min(code >> 7, deaths.length - 1)]);
        }
    }

    private enum Death {
        AT_ONCE_BACK(0),
        SHORT(3),
        /** What the last evaluation wrote does not reach the disk. */
        WITHOUT_LAST_WORDS(1),
        /** Longer than resolved alerts are kept. */
        LONG(20),
        NONE(0);

        private final int minutes;

        Death(int minutes) {
            this.minutes = minutes;
        }
    }

    private static final class History {
        private final MortalStore store = new MortalStore();
        private final RestartedRules rules = new RestartedRules(answers -> store);
        private final RuleGroup group;
        private final AlertPolicy policy;
        private final Set<End> expectedEnds = new LinkedHashSet<>();
        private ActiveAlerts expected = ActiveAlerts.none();

        History(int hold, int keep, int limit) {
            AlertingRule rule = new AlertingRule(
                    "Down", RuleExpression.unparsed("down"), ofMinutes(hold), ofMinutes(keep), Map.of(), Map.of());
            group = new RuleGroup("rules.yml", "g", ofMinutes(1), null, limit, List.of(rule), ON_THE_MINUTE);
            policy = new AlertPolicy(ofMinutes(hold), ofMinutes(keep), ofMinutes(1), ofMinutes(4), limit);
        }

        void play(List<Slot> slots) {
            rules.start(group);
            Duration toNextSlot = ofSeconds(30);
            for (Slot slot : slots) {
                store.dead = slot.death() == Death.WITHOUT_LAST_WORDS;
                evaluate(slot, toNextSlot);
                toNextSlot = ofMinutes(1);
                if (slot.death() != Death.NONE) {
                    rules.kill();
                    rules.advance(ofMinutes(slot.death().minutes).plusSeconds(10));
                    store.dead = false;
                    rules.start(group);
                    toNextSlot = ofSeconds(50);
                }
                assertThat(known(rules.alerts("Down"))).isEqualTo(known(expected));
            }
            assertThat(ends()).containsAll(expectedEnds);
        }

        private void evaluate(Slot slot, Duration wait) {
            if (slot.fails()) {
                rules.datasource().fail("down", QueryFailure.Kind.EXECUTION, "many-to-many");
            } else {
                rules.series("down", instances(slot.series()).toArray(String[]::new));
            }
            rules.advance(wait);
            if (!slot.fails() && slot.death() != Death.WITHOUT_LAST_WORDS) {
                expect(slot, rules.now());
            }
        }

        private void expect(Slot slot, Instant now) {
            List<Occurrence> result = instances(slot.series()).stream()
                    .map(instance -> new Occurrence(
                            Labels.of("alertname", "Down", "instance", instance), Annotations.empty(), 1))
                    .toList();
            Advance advance = expected.advance(policy, now, now, result);
            expected = advance.alerts();
            for (ActiveAlert sent : advance.toSend()) {
                if (!sent.isFiring()) {
                    // An end by the limit is the end that was told last, and that is renewed by each start.
                    expectedEnds.add(
                            new End(sent.labels(), sent.firedAt(), advance.error() == null ? sent.resolvedAt() : null));
                }
            }
        }

        private Set<End> ends() {
            Set<End> ends = new LinkedHashSet<>();
            for (RestartedRules.Told told : rules.told("Down")) {
                if (told.endsAt() != null) {
                    ends.add(new End(told.alert(), told.startsAt(), told.endsAt()));
                    ends.add(new End(told.alert(), told.startsAt(), null));
                }
            }
            return ends;
        }

        private static List<String> instances(int series) {
            return IntStream.range(0, 4)
                    .filter(bit -> (series >> bit & 1) == 1)
                    .mapToObj(String::valueOf)
                    .toList();
        }

        /** What must survive, and not what is told anew. */
        private static Map<Labels, List<@Nullable Object>> known(ActiveAlerts alerts) {
            Map<Labels, List<@Nullable Object>> known = new LinkedHashMap<>();
            for (ActiveAlert alert : alerts.all()) {
                List<@Nullable Object> facts = new ArrayList<>();
                facts.add(alert.state());
                facts.add(alert.activeAt());
                facts.add(alert.firedAt());
                facts.add(alert.resolvedAt());
                facts.add(alert.keepFiringSince());
                known.put(alert.labels(), facts);
            }
            return known;
        }
    }

    /** @param at null for any */
    private record End(
            Labels alert,
            @Nullable Instant startsAt,
            @Nullable Instant at) {}

    private static final class MortalStore implements StateStore {
        private final MemoryStateStore kept = new MemoryStateStore();
        private boolean dead;

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return kept.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            return dead ? Future.succeededFuture() : kept.append(entries);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
