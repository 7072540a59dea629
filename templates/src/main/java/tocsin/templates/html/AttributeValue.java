package tocsin.templates.html;

import tocsin.templates.html.Context.State;

/** Follows the value of an attribute, its character references decoded. */
final class AttributeValue {
    private AttributeValue() {}

    static Step step(Context context, String value, int at) throws MarkupFailure {
        return switch (context.state()) {
            case URL -> Step.to(context.with(context.urlPart().after(value.substring(at))), value.length());
            case META_CONTENT -> metaContent(context, value, at);
            case META_URL -> metaUrl(context, value, at);
            case CSS,
                    CSS_DOUBLE,
                    CSS_SINGLE,
                    CSS_URL,
                    CSS_URL_DOUBLE,
                    CSS_URL_SINGLE,
                    CSS_BLOCK_COMMENT,
                    CSS_LINE_COMMENT -> new Css(value, value.length()).step(context, at);
            default -> Step.to(context, value.length());
        };
    }

    /** {@code 5; url=…} */
    private static Step metaContent(Context context, String value, int from) {
        for (int i = from; i < value.length(); i++) {
            if (Ascii.matches(value, i, "url")) {
                int equals = Ascii.afterSpace(value, i + 3, value.length());
                if (equals < value.length() && value.charAt(equals) == '=') {
                    return Step.to(context.with(State.META_URL), equals + 1);
                }
            }
        }
        return Step.to(context, value.length());
    }

    private static Step metaUrl(Context context, String value, int from) {
        int end = value.indexOf(';', from);
        return end < 0 ? Step.to(context, value.length()) : Step.to(context.with(State.META_CONTENT), end + 1);
    }
}
