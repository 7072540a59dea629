package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.delivery.RecordingNotifier.ok;
import static tocsin.delivery.RecordingNotifier.unavailable;
import static tocsin.server.scenario.Files.DOWN;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Everything that can go wrong, in any order: what holds on is told once, and its end once. */
class TroubleScenarioTest {
    private static final String ROUTING = """
            route: {receiver: team, group_by: [alertname], repeat_interval: 96h}
            receivers:
            - name: team
              webhook_configs:
              - url: http://team.example/
            """;

    private enum Trouble {
        RELOAD(Pipeline::reload),
        CRASH(pipeline -> pipeline.kill().advance("3s").restart()),
        LONG_CRASH(pipeline -> pipeline.kill().advance("20m").restart()),
        ORDERLY_RESTART(pipeline -> pipeline.stop().advance("1s").restart()),
        DATASOURCE_AWAY(pipeline -> pipeline.datasourceDown().advance("6m30s").datasourceUp()),
        CRASH_WHILE_DATASOURCE_IS_AWAY(pipeline -> pipeline.datasourceDown()
                .advance("40s")
                .kill()
                .advance("5s")
                .restart()
                .advance("2m")
                .datasourceUp()),
        RECEIVER_AWAY(pipeline -> {
            pipeline.receiver("team").answers(unavailable());
            pipeline.advance("7m").receiver("team").answers(ok());
        }),
        CRASH_WHILE_RECEIVER_IS_AWAY(pipeline -> {
            pipeline.receiver("team").answers(unavailable());
            pipeline.advance("50s").kill().advance("5s").restart().advance("50s");
            pipeline.receiver("team").answers(ok());
        }),
        CLOCK_FORWARD(pipeline -> pipeline.clockForward("1h")),
        CLOCK_BACK(pipeline -> pipeline.clockBack("1h")),
        CLOCK_BACK_DURING_CRASH(pipeline -> pipeline.kill().clockBack("30m").restart()),
        SLEEP(pipeline -> pipeline.suspend("25m"));

        @SuppressWarnings("ImmutableEnumChecker") // each one is a lambda without state
        private final Consumer<Pipeline> event;

        Trouble(Consumer<Pipeline> event) {
            this.event = event;
        }
    }

    private record Event(int afterMillis, Trouble trouble) {
        void happenTo(Pipeline pipeline) {
            pipeline.advance(afterMillis + "ms");
            trouble.event.accept(pipeline);
        }
    }

    @Provide
    Arbitrary<List<Event>> upToEight() {
        return events(Arbitraries.of(Trouble.class)).ofMaxSize(8);
    }

    /** An end that lies ahead again on a clock set back, before a crash, is no end for who has only the disk to go by. */
    @Provide
    Arbitrary<List<Event>> upToFourWithoutClockBack() {
        EnumSet<Trouble> clockBack = EnumSet.of(Trouble.CLOCK_BACK, Trouble.CLOCK_BACK_DURING_CRASH);
        return events(Arbitraries.of(EnumSet.complementOf(clockBack))).ofMaxSize(4);
    }

    private static ListArbitrary<Event> events(Arbitrary<Trouble> troubles) {
        return Combinators.combine(Arbitraries.integers().between(0, 200_000), troubles)
                .as(Event::new)
                .list();
    }

    @Property(tries = 300)
    void an_alert_that_goes_on_is_told_once_and_its_end_once(
            @ForAll("upToEight") List<Event> before, @ForAll("upToFourWithoutClockBack") List<Event> after) {
        Pipeline pipeline = new Pipeline().routing(ROUTING).rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.advance("1m1s");

        before.forEach(event -> event.happenTo(pipeline));
        pipeline.advance("12m");
        assertThat(ofDown(pipeline)).singleElement().asString().endsWith(" team firing Down{instance=a}");
        assertThat(pipeline.activeAlerts()).singleElement().asString().startsWith("firing Down{instance=a}");

        pipeline.series("up{instance=a}", 1).advance("1m");
        after.forEach(event -> event.happenTo(pipeline));
        pipeline.advance("12m");
        assertThat(ofDown(pipeline)).hasSize(2);
        assertThat(ofDown(pipeline).get(1)).endsWith(" team resolved Down{instance=a}");
        assertThat(pipeline.activeAlerts()).isEmpty();
    }

    private static List<String> ofDown(Pipeline pipeline) {
        return pipeline.notifications().stream()
                .filter(line -> line.contains(" Down{"))
                .toList();
    }
}
