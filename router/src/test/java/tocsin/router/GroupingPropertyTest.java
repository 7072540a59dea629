package tocsin.router;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.route;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Alert;
import tocsin.model.Labels;

class GroupingPropertyTest {
    @Provide
    Arbitrary<Labels> labelSets() {
        Arbitrary<String> names = Arbitraries.of("Down", "Slow", "Full");
        Arbitrary<String> teams = Arbitraries.of("db", "web", "");
        Arbitrary<Integer> instances = Arbitraries.integers().between(0, 4);
        return Combinators.combine(names, teams, instances)
                .as((name, team, instance) ->
                        Labels.of("alertname", name, "team", team, "instance", String.valueOf(instance)));
    }

    @Property(tries = 100)
    void grouping_neither_loses_nor_copies_an_alert(
            @ForAll @Size(max = 30) List<@net.jqwik.api.From("labelSets") Labels> posted) {
        RouterScenario scenario = new RouterScenario();
        RecordingNotifier ops = scenario.receiver("ops");
        RecordingNotifier db = scenario.receiver("db");
        scenario.routes(route("ops", child("db", false, is("team", "db")))).start();
        posted.forEach(scenario::ruleFires);
        scenario.after(Duration.ofMinutes(1));

        Set<Labels> distinct = new HashSet<>(posted);
        Set<Labels> forDb = distinct.stream()
                .filter(labels -> labels.getOrEmpty("team").equals("db"))
                .collect(Collectors.toSet());
        assertThat(sent(db)).containsExactlyInAnyOrderElementsOf(forDb);
        distinct.removeAll(forDb);
        assertThat(sent(ops)).containsExactlyInAnyOrderElementsOf(distinct);
        assertThat(ops.delivered()).allSatisfy(GroupingPropertyTest::sharesItsGroupLabels);
    }

    private static List<Labels> sent(RecordingNotifier notifier) {
        return notifier.delivered().stream()
                .flatMap(notification -> notification.alerts().stream())
                .map(Alert::labels)
                .toList();
    }

    private static void sharesItsGroupLabels(Notification notification) {
        assertThat(notification.alerts())
                .allSatisfy(alert ->
                        assertThat(Labels.of("alertname", alert.name())).isEqualTo(notification.groupLabels()));
    }
}
