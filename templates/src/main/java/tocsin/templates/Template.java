package tocsin.templates;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.exec.Executor;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Utf8;

/** A text that was parsed and can be executed any number of times. Immutable; any thread. */
public final class Template {
    private final Tree start;
    private final Map<String, Tree> trees;

    Template(Tree start, Map<String, Tree> trees) {
        this.start = start;
        this.trees = trees;
    }

    /**
     * @param data dot at the start; a value as {@link tocsin.templates.value.Value} says
     * @param environment what the functions of the set ask for by {@link tocsin.templates.value.Call#environment}
     * @return well-formed text
     * @throws tocsin.templates.value.Interruption as a function threw it
     */
    public String execute(@Nullable Object data, Object environment, TemplateLimits limits) throws TemplateException {
        BoundedText out = new BoundedText(limits.output());
        execute(data, environment, limits, out);
        return Utf8.wellFormed(out.toString());
    }

    /** Likewise; what was written before an error stays in {@code out}, which may hold bytes that are no UTF-8. */
    public void execute(@Nullable Object data, Object environment, TemplateLimits limits, BoundedText out)
            throws TemplateException {
        Executor.execute(start, trees, data, environment, limits, out);
    }
}
