package tocsin.templates.html;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printing;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedString;

/**
 * What makes a value safe for one kind of place.
 *
 * @param function that templates cannot name
 * @param predefined the built-in function that does the same well enough, and stands for this one if a template calls it
 *     itself
 */
record Escaper(Function function, @Nullable String predefined) {
    /** Stands for a value that is not safe where it is; the word that html/template made known for it. */
    static final String FAILSAFE = "ZgotmplZ";

    static final Escaper TEXT = of("text", "html", Escaper::text);
    static final Escaper RCDATA = of("rcdata", "html", Escaper::rcdata);
    static final Escaper ATTRIBUTE = of("attribute", "html", Escaper::attribute);
    static final Escaper UNQUOTED = of("unquoted", null, Escaper::unquoted);
    static final Escaper URL_FILTER = of("url_filter", null, Escaper::urlFilter);
    static final Escaper URL_NORMALIZER =
            of("url_normalizer", "urlquery", (out, text, type) -> UrlTexts.normalize(out, text));
    static final Escaper URL_ESCAPER = of("url_escaper", "urlquery", Escaper::urlEscaper);
    static final Escaper SRCSET = of("srcset", null, Escaper::srcset);
    static final Escaper CSS_STRING = of("css_string", null, (out, text, type) -> CssTexts.escape(out, text));
    static final Escaper CSS_VALUE = of("css_value", null, Escaper::cssValue);
    static final Escaper NAME = of("name", null, Escaper::name);
    /** Nothing that a comment says reaches a reader. */
    static final Escaper COMMENT = of("comment", null, (out, text, type) -> {});

    /** Prints its arguments as one text, for those of {@code html} and {@code urlquery}. */
    static final Function PRINT = Function.variadic("_html_print", List.of(Type.ANY), (call, arguments) -> {
        BoundedText text = call.newText();
        Printing.print(text, arguments);
        return text.toString();
    });

    private interface Body {
        /** @param type of {@link TypedString} for trusted texts, else any other */
        void write(BoundedText out, String text, Type type);
    }

    private static Escaper of(String name, @Nullable String predefined, Body body) {
        Function function =
                Function.of("_html_" + name, List.of(Type.ANY), (call, arguments) -> escaped(body, call, arguments[0]));
        return new Escaper(function, predefined);
    }

    private static String escaped(Body body, Call call, @Nullable Object value) {
        BoundedText out = call.newText();
        if (value instanceof TypedString typed) {
            body.write(out, typed.text(), typed.type());
        } else {
            body.write(out, printed(call, value), Type.STRING);
        }
        return out.toString();
    }

    /** Nil is empty, unlike in text. */
    private static String printed(Call call, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null) {
            return "";
        }
        BoundedText text = call.newText();
        Printing.print(text, new Object[] {value});
        return text.toString();
    }

    private static void text(BoundedText out, String text, Type type) {
        if (type.equals(TypedString.HTML)) {
            out.append(text);
        } else {
            HtmlTexts.escape(out, text);
        }
    }

    private static void rcdata(BoundedText out, String text, Type type) {
        if (type.equals(TypedString.HTML)) {
            HtmlTexts.normalize(out, text);
        } else {
            HtmlTexts.escape(out, text);
        }
    }

    private static void attribute(BoundedText out, String text, Type type) {
        if (type.equals(TypedString.HTML)) {
            HtmlTexts.normalize(out, TagStripper.strip(text));
        } else {
            HtmlTexts.escape(out, text);
        }
    }

    private static void unquoted(BoundedText out, String text, Type type) {
        if (text.isEmpty()) {
            // Without any, what follows would become the value.
            out.append(FAILSAFE);
        } else if (type.equals(TypedString.HTML)) {
            HtmlTexts.normalizeUnquoted(out, TagStripper.strip(text));
        } else {
            HtmlTexts.escapeUnquoted(out, text);
        }
    }

    private static void urlFilter(BoundedText out, String text, Type type) {
        boolean passes = type.equals(TypedString.URL) || UrlTexts.isHarmless(text);
        out.append(passes ? text : "#" + FAILSAFE);
    }

    private static void urlEscaper(BoundedText out, String text, Type type) {
        if (type.equals(TypedString.URL)) {
            UrlTexts.normalize(out, text);
        } else {
            UrlTexts.escape(out, text);
        }
    }

    private static void srcset(BoundedText out, String text, Type type) {
        if (type.equals(TypedString.URL)) {
            UrlTexts.srcsetUrl(out, text);
        } else {
            UrlTexts.srcset(out, text);
        }
    }

    private static void cssValue(BoundedText out, String text, Type type) {
        String value = CssTexts.value(text);
        out.append(value == null ? FAILSAFE : value);
    }

    private static void name(BoundedText out, String text, Type type) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean harmless = !name.isEmpty()
                && name.chars().allMatch(c -> Ascii.isLetterOrDigit((char) c))
                && AttributeNames.isHarmless(name);
        out.append(harmless ? name : FAILSAFE);
    }
}
