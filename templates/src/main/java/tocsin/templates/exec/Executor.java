package tocsin.templates.exec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Interruption;
import tocsin.templates.value.TextTooLong;

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
        Execution execution = new Execution(start, environment, limits);
        try {
            new Statements(execution, trees, out).run(data);
        } catch (Interruption interruption) {
            throw interruption;
        } catch (BeyondLimit beyond) {
            throw execution.beyondLimit(beyond.reason());
        } catch (TextTooLong tooLong) {
            throw execution.beyondLimit(tooLong.getMessage());
        } catch (StackOverflowError overflow) {
            // The depth of calls and the nesting in each are bounded, but their product may be too much for a small
            // stack.
            throw execution.beyondLimit("templates and control structures are nested too deeply");
        } catch (RuntimeException broken) {
            // Data is handed in by adapters: a broken one must cost the text that shows it, not what else is going on.
            throw execution.failure("broken value: " + broken);
        }
    }
}
