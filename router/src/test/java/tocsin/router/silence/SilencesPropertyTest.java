package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** Whatever happened before, an alert is told what a person would find who reads all silences one by one. */
class SilencesPropertyTest {
    private static final List<String> NAMES = List.of("a", "b");
    private static final List<String> VALUES = List.of("", "x", "y", "xy");
    private static final List<Labels> ALERTS = VALUES.stream()
            .flatMap(a -> VALUES.stream().map(b -> Labels.of("alertname", "Down", "a", a, "b", b)))
            .toList();

    /** Something that happens to silences. */
    private interface Step {
        void happen(World world);
    }

    private record Create(List<List<Matcher>> sets, long start, long end) implements Step {
        @Override
        public void happen(World world) {
            world.set(null, sets, world.now().plusSeconds(start), world.now().plusSeconds(end));
        }
    }

    /** A storm of them, so that alerts miss more than they can be tested with one by one. */
    private record CreateMany(List<List<Matcher>> sets, int count) implements Step {
        @Override
        public void happen(World world) {
            for (int i = 0; i < count; i++) {
                world.set(null, sets, world.now(), world.now().plusSeconds(5 + i));
            }
        }
    }

    private record MoveEnd(int which, long end) implements Step {
        @Override
        public void happen(World world) {
            world.pick(
                    which,
                    told -> world.set(
                            told.id, told.sets, told.start, world.now().plusSeconds(end)));
        }
    }

    private record Edit(int which, List<List<Matcher>> sets, long start, long end) implements Step {
        @Override
        public void happen(World world) {
            world.pick(
                    which,
                    told -> world.set(
                            told.id,
                            sets,
                            world.now().plusSeconds(start),
                            world.now().plusSeconds(end)));
        }
    }

    private record Expire(int which) implements Step {
        @Override
        public void happen(World world) {
            world.pick(which, world::expire);
        }
    }

    private record Pass(long seconds) implements Step {
        @Override
        public void happen(World world) {
            world.fixtures.time.advance(Duration.ofSeconds(seconds));
        }
    }

    private record SetClock(long seconds) implements Step {
        @Override
        public void happen(World world) {
            world.fixtures.time.jumpWallClock(Duration.ofSeconds(seconds));
        }
    }

    private record Ask(int which) implements Step {
        @Override
        public void happen(World world) {
            world.compare(ALERTS.get(which % ALERTS.size()));
        }
    }

    private record Forget(int which) implements Step {
        @Override
        public void happen(World world) {
            world.fixtures.silences.forget(ALERTS.get(which % ALERTS.size()));
        }
    }

    private enum Rare implements Step {
        MAINTENANCE {
            @Override
            public void happen(World world) {
                world.maintenance();
            }
        },
        RESTART {
            @Override
            public void happen(World world) {
                world.restart();
            }
        }
    }

    /** What a person has noted of one silence. */
    private record Note(String id, List<List<Matcher>> sets, Instant start, Instant end, Instant forgotten) {
        boolean silences(Labels alert, Instant now) {
            return !now.isBefore(start) && !now.isAfter(end) && sets.stream().anyMatch(set -> all(set, alert));
        }

        private static boolean all(List<Matcher> set, Labels alert) {
            return set.stream().allMatch(matcher -> holds(matcher, alert));
        }

        private static boolean holds(Matcher matcher, Labels alert) {
            String value = alert.getOrEmpty(matcher.name());
            return switch (matcher.op()) {
                case EQUAL -> value.equals(matcher.value());
                case NOT_EQUAL -> !value.equals(matcher.value());
                case REGEX -> value.matches(matcher.value());
                case NOT_REGEX -> !value.matches(matcher.value());
            };
        }
    }

    /** The silences, and a list of notes of what they should be. */
    private static final class World {
        private static final Duration RETENTION = Duration.ofSeconds(20);

        final SilenceFixtures fixtures = new SilenceFixtures();
        private final List<String> ids = new ArrayList<>();
        private final Map<String, Note> notes = new TreeMap<>();
        private final Map<String, Note> onDisk = new HashMap<>();

        World() {
            fixtures.options(new SilenceOptions(fixtures.options.names(), RETENTION, 0, 0));
        }

        Instant now() {
            return fixtures.now();
        }

        void pick(int which, java.util.function.Consumer<Note> action) {
            if (!ids.isEmpty()) {
                Note note = notes.get(ids.get(which % ids.size()));
                if (note != null) {
                    action.accept(note);
                }
            }
        }

        void set(@Nullable String id, List<List<Matcher>> sets, Instant start, Instant end) {
            Future<SilenceOutcome> outcome =
                    fixtures.silences.set(SilenceFixtures.request(id, start, end, "", sets), SilenceFixtures.BOB);
            boolean refused = !start.isBefore(end) || end.isBefore(now());
            assertThat(outcome.result() instanceof SilenceOutcome.Refused).isEqualTo(refused);
            if (!refused) {
                accepted(id, sets, start, end, SilenceFixtures.accepted(outcome));
            }
        }

        private void accepted(
                @Nullable String id, List<List<Matcher>> sets, Instant start, Instant end, Silence silence) {
            Note old = id == null ? null : notes.get(id);
            boolean kept = old != null && old.sets.equals(sets) && mayMove(old, start);
            assertThat(silence.id().equals(id)).isEqualTo(kept);
            if (kept) {
                note(id, sets, now().isBefore(old.start) ? start : old.start, end);
            } else {
                if (old != null) {
                    expire(old);
                }
                ids.add(silence.id());
                note(silence.id(), sets, start.isBefore(now()) ? now() : start, end);
            }
        }

        private boolean mayMove(Note old, Instant start) {
            if (now().isBefore(old.start)) {
                return !start.isBefore(now());
            }
            return !now().isAfter(old.end) && start.equals(old.start);
        }

        void expire(Note old) {
            SilenceFixtures.accepted(fixtures.silences.expire(old.id, SilenceFixtures.BOB));
            if (!now().isAfter(old.end)) {
                note(old.id, old.sets, old.start.isAfter(now()) ? now() : old.start, now());
            }
        }

        private void note(String id, List<List<Matcher>> sets, Instant start, Instant end) {
            Note note = new Note(id, sets, start, end, end.plus(RETENTION));
            notes.put(id, note);
            onDisk.put(id, note);
        }

        void maintenance() {
            fixtures.silences.removeExpired(now());
            notes.values().removeIf(note -> !note.forgotten.isAfter(now()));
        }

        void restart() {
            fixtures.restart();
            notes.clear();
            notes.putAll(onDisk);
            notes.values().removeIf(note -> !note.forgotten.isAfter(now()));
        }

        void compare(Labels alert) {
            List<String> expected = notes.values().stream()
                    .filter(note -> note.silences(alert, now()))
                    .map(Note::id)
                    .toList();
            assertThat(fixtures.silences.silencing(alert, now())).isEqualTo(expected);
        }

        void compareAll() {
            ALERTS.forEach(this::compare);
            assertThat(fixtures.silences.list())
                    .extracting(Silence::id)
                    .containsExactlyInAnyOrderElementsOf(notes.keySet());
        }
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 40);
        Arbitrary<Long> soon = Arbitraries.longs().between(-3, 10);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(sets(), soon, soon).as(Create::new)),
                Tuple.of(
                        1,
                        Combinators.combine(sets(), Arbitraries.integers().between(5, 12))
                                .as(CreateMany::new)),
                Tuple.of(4, Combinators.combine(which, soon).as(MoveEnd::new)),
                Tuple.of(2, Combinators.combine(which, sets(), soon, soon).as(Edit::new)),
                Tuple.of(3, which.map(Expire::new)),
                Tuple.of(5, Arbitraries.longs().between(0, 6).map(Pass::new)),
                Tuple.of(2, Arbitraries.longs().between(-30, 15).map(SetClock::new)),
                Tuple.of(12, which.map(Ask::new)),
                Tuple.of(1, which.map(Forget::new)),
                Tuple.of(3, Arbitraries.of(Rare.MAINTENANCE, Rare.MAINTENANCE, Rare.RESTART)));
    }

    private static Arbitrary<List<List<Matcher>>> sets() {
        return matcher()
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .filter(sets -> sets.stream().allMatch(SilencesPropertyTest::namesSomething));
    }

    /** Others are refused, which is another test. */
    private static boolean namesSomething(List<Matcher> set) {
        return set.stream().anyMatch(matcher -> switch (matcher.op()) {
            case EQUAL -> !matcher.value().isEmpty();
            case REGEX -> !"".matches(matcher.value());
            case NOT_EQUAL, NOT_REGEX -> true;
        });
    }

    private static Arbitrary<Matcher> matcher() {
        Arbitrary<String> texts = Arbitraries.of("x", "y", "xy", "x.*", "x|y", ".+", "x?");
        Arbitrary<Matcher.Op> ops = Arbitraries.of(Matcher.Op.class);
        return Combinators.combine(Arbitraries.of(NAMES), ops, texts).as(Matcher::new);
    }

    @Property(tries = 500)
    void the_answer_is_always_that_of_somebody_who_reads_all_silences(
            @ForAll @Size(max = 60) List<@From("steps") Step> steps) {
        World world = new World();
        for (Step step : steps) {
            step.happen(world);
        }
        world.compareAll();
    }

    /** The law of the incremental cache alone: who is asked after each step and who is asked at the end learn the same. */
    @Property(tries = 200)
    void it_makes_no_difference_when_an_alert_was_asked_for_before(
            @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
        World world = new World();
        for (Step step : steps) {
            step.happen(world);
            world.compareAll();
        }
        Stream.of(Rare.values()).forEach(rare -> {
            rare.happen(world);
            world.compareAll();
        });
    }
}
