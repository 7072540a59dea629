package tocsin.templates.exec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;

/** Runs one tree among others that it may call by name. */
public final class Executor {
    private Executor() {}

    /**
     * @param trees that can be called, by name; the started one is among them
     * @param data dot at the start; a value as {@link tocsin.templates.value.Value} says
     * @param environment for functions, see {@link tocsin.templates.value.Call#environment}
     * @param out what was written before an error stays in it
     * @throws tocsin.templates.value.Interruption as a function threw it
     */
    public static void execute(
            Tree start,
            Map<String, Tree> trees,
            @Nullable Object data,
            Object environment,
            TemplateLimits limits,
            BoundedText out)
            throws TemplateException {
        if (depthOf(limits) > 0) {
            throw new TemplateException(start.name(), 1, -1, null, "no executor yet");
        }
    }

    private static int depthOf(TemplateLimits limits) {
        return limits.depth();
    }
}
