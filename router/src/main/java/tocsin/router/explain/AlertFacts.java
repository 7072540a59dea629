package tocsin.router.explain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.group.Tick;
import tocsin.router.inhibit.Inhibition;
import tocsin.router.route.NodeExplanation;

/**
 * All that the router knows about one alert at one instant. Immutable.
 *
 * @param subject the alert, or one that starts now and lasts when it is a hypothetical one
 * @param held whether the router holds it
 * @param inhibition null when nothing inhibits it now
 * @param route null before the first configuration
 * @param groups in tree order
 * @param alertsPerName how many alerts of one name are taken in; zero for all
 */
public record AlertFacts(
        Tick now,
        MemberFacts subject,
        boolean held,
        @Nullable Inhibition inhibition,
        @Nullable NodeExplanation route,
        List<GroupFacts> groups,
        int alertsPerName) {
    public AlertFacts {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(subject, "subject");
        groups = List.copyOf(groups);
    }

    public Alert alert() {
        return subject.alert();
    }

    Optional<Inhibition> inhibitedBy() {
        return Optional.ofNullable(inhibition);
    }
}
