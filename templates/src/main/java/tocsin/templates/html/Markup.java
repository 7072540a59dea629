package tocsin.templates.html;

import tocsin.templates.html.Context.Attribute;
import tocsin.templates.html.Context.Delimiter;
import tocsin.templates.html.Context.Element;
import tocsin.templates.html.Context.State;
import tocsin.templates.syntax.GoStrings;

/**
 * Follows one text through the places of a page. Lenient where browsers are, and fails where they could differ. Not
 * thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">the tokenizer that browsers have</a>
 */
final class Markup {
    private static final int SHOWN = 32;

    private final String text;
    /** Where the raw content that was looked at last ends; kept, as every comment in it asks again. */
    private int contentEnd = -1;

    Markup(String text) {
        this.text = text;
    }

    /** @param at below the text's length */
    Step step(Context context, int at) throws MarkupFailure {
        if (context.delimiter() != Delimiter.NONE) {
            return value(context, at);
        }
        return switch (context.state()) {
            case TEXT -> inText(context, at);
            case TAG -> inTag(context, at);
            case ATTRIBUTE_NAME -> inAttributeName(context, at);
            case AFTER_NAME -> afterName(context, at);
            case BEFORE_VALUE -> beforeValue(context, at);
            case HTML_COMMENT -> inComment(context, at);
            case RCDATA -> content(context, at);
            case SCRIPT, SCRIPT_ESCAPED, SCRIPT_DOUBLE_ESCAPED -> new ScriptText(text).step(context, at);
            default -> {
                int end = contentEnd(context.element(), at);
                yield end == at ? Step.to(Context.TEXT, at) : new Css(text, end).step(context, at);
            }
        };
    }

    /** Over the rest of an element's content, without a look at what it says. */
    Step content(Context context, int at) {
        int end = contentEnd(context.element(), at);
        return end == at ? Step.to(Context.TEXT, at) : Step.to(context, end);
    }

    private int contentEnd(Element element, int at) {
        if (contentEnd < at) {
            contentEnd = endTag(element, at);
        }
        return contentEnd;
    }

    private int endTag(Element element, int from) {
        String name = Ascii.lower(element.name());
        for (int i = text.indexOf("</", from); i >= 0; i = text.indexOf("</", i + 2)) {
            if (isTagName(text, i + 2, name)) {
                return i;
            }
        }
        return text.length();
    }

    /** Whether a tag's name stands there, and ends. */
    static boolean isTagName(String text, int at, String lower) {
        int end = at + lower.length();
        return Ascii.matches(text, at, lower)
                && end < text.length()
                && (Ascii.isSpace(text.charAt(end)) || text.charAt(end) == '>' || text.charAt(end) == '/');
    }

    private Step inText(Context context, int from) {
        for (int i = text.indexOf('<', from); i >= 0; i = text.indexOf('<', i + 1)) {
            if (text.startsWith("<!--", i)) {
                return new Step(Context.TEXT.with(State.HTML_COMMENT), i, i + 4);
            }
            boolean closing = text.startsWith("</", i);
            int name = closing ? i + 2 : i + 1;
            int end = tagNameEnd(name);
            if (end > name) {
                Element element = closing ? Element.OTHER : Element.named(text.substring(name, end));
                return new Step(Context.inTag(element), i, end);
            }
        }
        return Step.to(context, text.length());
    }

    /** Names may hold single colons and dashes, as in {@code v:rect}. */
    private int tagNameEnd(int from) {
        if (from >= text.length() || !Ascii.isLetter(text.charAt(from))) {
            return from;
        }
        int i = from + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean joint =
                    (c == ':' || c == '-') && i + 1 < text.length() && Ascii.isLetterOrDigit(text.charAt(i + 1));
            if (!joint && !Ascii.isLetterOrDigit(c)) {
                return i;
            }
            i += joint ? 2 : 1;
        }
        return i;
    }

    private Step inComment(Context context, int at) {
        int end = text.indexOf("-->", at);
        return end < 0 ? Step.to(context, text.length()) : Step.to(Context.TEXT, end + 3);
    }

    private Step inTag(Context context, int from) throws MarkupFailure {
        int at = from;
        while (at < text.length() && (Ascii.isSpace(text.charAt(at)) || text.charAt(at) == '/')) {
            at++;
        }
        if (at == text.length()) {
            return Step.to(context, at);
        }
        if (text.charAt(at) == '>') {
            return Step.to(context.element().content(), at + 1);
        }
        int end = attributeNameEnd(at);
        if (end == at) {
            throw new MarkupFailure(
                    at, "expected space, attr name, or end of tag, but got " + shown(text.substring(at)));
        }
        Attribute attribute = AttributeNames.judge(text.substring(at, end), context.element());
        return Step.to(context.with(end == text.length() ? State.ATTRIBUTE_NAME : State.AFTER_NAME, attribute), end);
    }

    private Step inAttributeName(Context context, int at) throws MarkupFailure {
        int end = attributeNameEnd(at);
        Attribute attribute =
                end == at ? context.attribute() : context.attribute().continued();
        State state = end == text.length() ? State.ATTRIBUTE_NAME : State.AFTER_NAME;
        return Step.to(context.with(state, attribute), end);
    }

    private int attributeNameEnd(int from) throws MarkupFailure {
        int end = Ascii.indexOfAny(text, from, text.length(), " \t\n\f\r=>/'\"<");
        if (end < text.length() && "'\"<".indexOf(text.charAt(end)) >= 0) {
            throw new MarkupFailure(
                    end, "%s in attribute name: %s".formatted(quotedAt(end), shown(text.substring(from))));
        }
        return end;
    }

    private Step afterName(Context context, int from) {
        int at = Ascii.afterSpace(text, from, text.length());
        if (at == text.length()) {
            return Step.to(context, at);
        }
        return text.charAt(at) == '='
                ? Step.to(context.with(State.BEFORE_VALUE), at + 1)
                : Step.to(Context.inTag(context.element()), at);
    }

    private Step beforeValue(Context context, int from) {
        int at = Ascii.afterSpace(text, from, text.length());
        if (at == text.length()) {
            return Step.to(context, at);
        }
        return switch (text.charAt(at)) {
            case '"' -> Step.to(context.valueIn(Delimiter.DOUBLE), at + 1);
            case '\'' -> Step.to(context.valueIn(Delimiter.SINGLE), at + 1);
            default -> Step.to(context.valueIn(Delimiter.SPACE), at);
        };
    }

    private Step value(Context context, int at) throws MarkupFailure {
        int end = Ascii.indexOfAny(text, at, text.length(), context.delimiter().ends());
        if (context.delimiter() == Delimiter.SPACE) {
            checkUnquoted(at, end);
        }
        return end < text.length() ? closed(context, end) : Step.to(followed(context, at), end);
    }

    /** Out of an attribute value, if it ends in this text, without a look at what it says. */
    Step closing(Context context, int at) {
        int end = Ascii.indexOfAny(text, at, text.length(), context.delimiter().ends());
        return end < text.length() ? closed(context, end) : Step.to(context, end);
    }

    private static Step closed(Context context, int end) {
        int quote = context.delimiter() == Delimiter.SPACE ? 0 : 1;
        return Step.to(Context.inTag(context.element()), end + quote);
    }

    /** Browsers do not agree on where such values end. */
    private void checkUnquoted(int from, int end) throws MarkupFailure {
        int bad = Ascii.indexOfAny(text, from, end, "\"'<=`");
        if (bad < end) {
            throw new MarkupFailure(
                    bad, "%s in unquoted attr: %s".formatted(quotedAt(bad), shown(text.substring(from, end))));
        }
    }

    private static Context followed(Context from, String value) throws MarkupFailure {
        Context context = from;
        for (int at = 0; at < value.length(); ) {
            Step step = AttributeValue.step(context, value, at);
            context = step.next();
            at = step.end();
        }
        return context;
    }

    private Context followed(Context from, int at) throws MarkupFailure {
        try {
            return followed(from, CharacterReferences.decode(text.substring(at)));
        } catch (MarkupFailure failure) {
            throw new MarkupFailure(at, String.valueOf(failure.getMessage()));
        }
    }

    private String quotedAt(int index) {
        return GoStrings.quote(text.substring(index, index + 1));
    }

    private static String shown(String rest) {
        return GoStrings.quote(rest.length() > SHOWN ? rest.substring(0, SHOWN) : rest);
    }
}
