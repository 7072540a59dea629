package tocsin.notifiers.telegram;

import tocsin.notifiers.Truncation;
import tocsin.notifiers.template.TemplateMode;

/** How the text of a message is marked up: {@code parse_mode}. */
enum TelegramMarkup {
    HTML(""),
    MARKDOWN("_*`["),
    MARKDOWN_V2("_*[]()~`>#+-=|{}.!\\"),
    NONE("");

    private static final int LONGEST_TEXT = 4096;

    /** Characters that a backslash makes ordinary. */
    private final String special;

    TelegramMarkup(String special) {
        this.special = special;
    }

    static TelegramMarkup of(String parseMode) {
        return switch (parseMode) {
            case "HTML" -> HTML;
            case "Markdown" -> MARKDOWN;
            case "MarkdownV2" -> MARKDOWN_V2;
            default -> NONE;
        };
    }

    TemplateMode mode() {
        return this == HTML ? TemplateMode.HTML : TemplateMode.TEXT;
    }

    /** A plain text in this markup. */
    String escaped(String plain) {
        return this == HTML ? Truncation.escapedHtml(plain) : backslashed(plain);
    }

    private String backslashed(String plain) {
        StringBuilder text = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            if (special.indexOf(plain.charAt(i)) >= 0) {
                text.append('\\');
            }
            text.append(plain.charAt(i));
        }
        return text.toString();
    }

    /**
     * As much as Telegram takes.
     *
     * @param notice plain text, which goes below
     */
    String fitted(String text, String notice) {
        return this == HTML
                ? Truncation.withNoticeInHtml(text, notice, LONGEST_TEXT)
                : Truncation.withNotice(text, backslashed(notice), LONGEST_TEXT);
    }
}
