package tocsin.notifiers.template;

import java.util.Objects;
import tocsin.templates.exec.TemplateLimits;
import tocsin.time.Clock;

/**
 * What every execution of a template needs of the process.
 *
 * @param clock for {@code now} and {@code since}
 * @param limits what one execution may cost
 */
public record TemplateRuntime(Clock clock, TemplateLimits limits) {
    public TemplateRuntime {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(limits, "limits");
    }
}
