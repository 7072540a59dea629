package tocsin.templates.syntax;

import java.util.List;
import java.util.Map;
import tocsin.templates.value.Function;

/** Parses the text of templates. Bounded: the nesting of parentheses and control structures has a limit. */
public final class TemplateParser {
    private TemplateParser() {}

    /**
     * @param functions that the text may call, by name
     * @return the tree that goes by the name of the source, which is that of the text itself unless a {@code define} gave
     *     the name to a tree and one of the two is blank; then those that other {@code define} and {@code block} actions
     *     made, in the order of their ends. No two have the same name.
     */
    public static List<Tree> parse(SourceText source, Map<String, Function> functions) throws TemplateException {
        Lexer lexer = new Lexer(source.text(), !functions.containsKey("break"), !functions.containsKey("continue"));
        Tokens tokens = new Tokens(source, lexer);
        Definitions definitions = new Definitions(tokens);
        definitions.add(DefinitionParser.top(tokens, functions, definitions));
        return definitions.startingWith(source.name());
    }
}
