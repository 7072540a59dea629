package tocsin.server.demo.inbox;

/** What somebody reads who is shown an HTML text without its HTML. Good enough for a few lines in a terminal. */
final class HtmlText {
    private static final String INVISIBLE = "(?is)<(head|style|script|title)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)";
    private static final String LINE_ENDS = "(?i)<(br|/p|/div|/tr|/h[1-6]|/li|/table)\\b[^<>]*>";

    private HtmlText() {}

    static String of(String html) {
        return html.replaceAll(INVISIBLE, " ")
                .replaceAll("\\s+", " ")
                .replaceAll(LINE_ENDS, "\n")
                .replaceAll("<[^<>]*>", "")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .replaceAll(" *\n[ \n]*", "\n")
                .strip();
    }
}
