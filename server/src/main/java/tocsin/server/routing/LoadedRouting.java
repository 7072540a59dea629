package tocsin.server.routing;

import java.util.Objects;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.router.config.RoutingConfig;

/** A routing configuration without errors, and the templates that its texts may call. */
public record LoadedRouting(RoutingConfig config, NotificationTemplates templates) {
    public LoadedRouting {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(templates, "templates");
    }
}
