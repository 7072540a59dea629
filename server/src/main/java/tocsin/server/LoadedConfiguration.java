package tocsin.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problem;
import tocsin.rules.RuleSet;
import tocsin.server.routing.LoadedRouting;

/**
 * Everything that a reload reads again, without errors.
 *
 * @param routing null when this process does not route
 * @param warnings for the log
 */
record LoadedConfiguration(@Nullable LoadedRouting routing, RuleSet rules, List<Problem> warnings) {
    LoadedConfiguration {
        warnings = List.copyOf(warnings);
    }
}
