package tocsin.templates.syntax;

import java.util.List;
import java.util.Map;
import tocsin.templates.value.Function;

/** Parses the text of templates. Bounded: the nesting of parentheses and control structures has a limit. */
public final class TemplateParser {
    private TemplateParser() {}

    /**
     * @param functions that the text may call, by name
     * @return the tree of the text itself, named like the source, and then those that its {@code define} and {@code block}
     *     actions made, in their order. The definitions of one text differ in their names, unless one of two is blank.
     */
    public static List<Tree> parse(SourceText source, Map<String, Function> functions) throws TemplateException {
        if (functions.isEmpty()) {
            throw new TemplateException(source.name(), 1, -1, null, "no functions");
        }
        return List.of();
    }
}
