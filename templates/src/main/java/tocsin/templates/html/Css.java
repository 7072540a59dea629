package tocsin.templates.html;

import tocsin.templates.html.Context.State;
import tocsin.templates.html.Context.UrlPart;

/**
 * Follows style sheets and declarations as far as values can stand in them: strings, {@code url()} and comments. Strings
 * are judged as URLs, since some are ({@code @import "…"}).
 */
final class Css {
    private final String text;
    private final int end;

    /** @param end of the style sheet in the text */
    Css(String text, int end) {
        this.text = text;
        this.end = end;
    }

    Step step(Context context, int at) throws MarkupFailure {
        return switch (context.state()) {
            case CSS -> declarations(context, at);
            case CSS_BLOCK_COMMENT -> blockComment(context, at);
            case CSS_LINE_COMMENT -> lineComment(context, at);
            case CSS_DOUBLE, CSS_URL_DOUBLE -> string(context, at, "\"");
            case CSS_SINGLE, CSS_URL_SINGLE -> string(context, at, "'");
            default -> string(context, at, "\t\n\f\r )");
        };
    }

    private Step declarations(Context context, int from) {
        for (int i = Ascii.indexOfAny(text, from, end, "(\"'/"); i < end; ) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                return Step.to(context.with(c == '"' ? State.CSS_DOUBLE : State.CSS_SINGLE), i + 1);
            }
            if (c == '(' && isUrl(from, i)) {
                return url(context, i + 1);
            }
            if (c == '/' && i + 1 < end && (text.charAt(i + 1) == '/' || text.charAt(i + 1) == '*')) {
                boolean block = text.charAt(i + 1) == '*';
                return new Step(context.with(block ? State.CSS_BLOCK_COMMENT : State.CSS_LINE_COMMENT), i, i + 2);
            }
            i = Ascii.indexOfAny(text, i + 1, end, "(\"'/");
        }
        return Step.to(context, end);
    }

    /** Whether the parenthesis is that of {@code url(}. */
    private boolean isUrl(int from, int parenthesis) {
        int keywordEnd = parenthesis;
        while (keywordEnd > from && Ascii.isSpace(text.charAt(keywordEnd - 1))) {
            keywordEnd--;
        }
        int keyword = keywordEnd - 3;
        return keyword >= from
                && Ascii.matches(text, keyword, "url")
                && (keyword == from || !CssTexts.isNameCharacter(text.charAt(keyword - 1)));
    }

    private Step url(Context context, int from) {
        int start = Ascii.afterSpace(text, from, end);
        if (start < end && text.charAt(start) == '"') {
            return Step.to(context.with(State.CSS_URL_DOUBLE), start + 1);
        }
        if (start < end && text.charAt(start) == '\'') {
            return Step.to(context.with(State.CSS_URL_SINGLE), start + 1);
        }
        return Step.to(context.with(State.CSS_URL), start);
    }

    private Step string(Context context, int from, String ends) throws MarkupFailure {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (ends.indexOf(c) >= 0) {
                return Step.to(context.with(State.CSS).with(UrlPart.START), i + 1);
            }
            if (c == '\\' && ++i == end) {
                throw new MarkupFailure(i - 1, "unfinished escape sequence in CSS string");
            }
        }
        return Step.to(context.with(context.urlPart().after(CssTexts.decode(text.substring(from, end)))), end);
    }

    private Step blockComment(Context context, int at) {
        int close = text.indexOf("*/", at);
        return close < 0 || close + 2 > end ? Step.to(context, end) : Step.to(context.with(State.CSS), close + 2);
    }

    private Step lineComment(Context context, int at) {
        int close = Ascii.indexOfAny(text, at, end, "\n\f\r");
        return close == end ? Step.to(context, end) : Step.to(context.with(State.CSS), close);
    }
}
