package tocsin.notifiers.template;

import java.time.Instant;
import java.util.Objects;
import tocsin.templates.time.Now;
import tocsin.templates.value.FunctionFailure;

/** What the functions of notifications ask for during one execution. */
final class NotificationEnvironment implements Now {
    private final Instant now;
    private final RouteLabels routeLabels;

    /** Answers {@code routeLabels}. */
    @FunctionalInterface
    interface RouteLabels {
        /** The rendered value of a label of the route; empty when it has none of that name. */
        String value(String name) throws FunctionFailure;
    }

    NotificationEnvironment(Instant now, RouteLabels routeLabels) {
        this.now = Objects.requireNonNull(now, "now");
        this.routeLabels = Objects.requireNonNull(routeLabels, "routeLabels");
    }

    @Override
    public Instant now() {
        return now;
    }

    String routeLabel(String name) throws FunctionFailure {
        return routeLabels.value(name);
    }
}
