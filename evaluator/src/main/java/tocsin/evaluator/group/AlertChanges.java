package tocsin.evaluator.group;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.Transition;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.Kind;

/** Makes of the transitions of one evaluation what people want to know of them. */
final class AlertChanges {
    private AlertChanges() {}

    /** An alert whose end was told long ago is forgotten without a word. */
    static List<AlertChange> of(List<Transition> transitions) {
        List<AlertChange> changes = new ArrayList<>(transitions.size());
        for (Transition transition : transitions) {
            Kind kind = kind(transition.before(), transition.after());
            if (kind != null) {
                changes.add(new AlertChange(transition.labels(), kind, value(transition)));
            }
        }
        return changes;
    }

    /** Of alerts whose rule is gone. */
    static List<AlertChange> gone(List<Transition> transitions) {
        return of(transitions).stream()
                .map(change -> change.kind() == Kind.DROPPED
                        ? new AlertChange(change.alert(), Kind.RULE_GONE, change.value())
                        : change)
                .toList();
    }

    private static double value(Transition transition) {
        ActiveAlert after = transition.after();
        ActiveAlert before = transition.before();
        return after != null ? after.value() : before == null ? 0 : before.value();
    }

    private static @Nullable Kind kind(@Nullable ActiveAlert before, @Nullable ActiveAlert after) {
        if (after == null) {
            return before == null ? null : ended(before.state());
        }
        return switch (after.state()) {
            case PENDING -> Kind.PENDING;
            case INACTIVE -> Kind.RESOLVED;
            case FIRING -> fires(before, after);
        };
    }

    private static @Nullable Kind ended(ActiveAlert.State state) {
        return switch (state) {
            case PENDING -> Kind.GONE;
            case FIRING -> Kind.DROPPED;
            case INACTIVE -> null;
        };
    }

    private static Kind fires(@Nullable ActiveAlert before, ActiveAlert after) {
        if (before == null || !before.isFiring()) {
            return Kind.FIRING;
        }
        return after.keepFiringSince() == null ? Kind.HOLDS_AGAIN : Kind.KEPT;
    }
}
