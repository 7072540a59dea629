package tocsin.templates.html;

/** A static text of a template, as it goes into the page: without comments, and without {@code <} that begins nothing. */
final class PageText {
    private final String text;
    private final Markup markup;
    private final StringBuilder page = new StringBuilder();
    private Context context;
    private boolean changed;

    PageText(String text, Context start) {
        this.text = text;
        this.markup = new Markup(text);
        this.context = start;
    }

    /** To be called once. */
    String rewritten() throws MarkupFailure {
        for (int at = 0; at < text.length(); ) {
            Step step = markup.step(context, at);
            copy(at, step);
            context = step.next();
            at = step.end();
        }
        return changed ? page.toString() : text;
    }

    /** Where the text ends, once it was rewritten. */
    Context end() {
        return context;
    }

    private void copy(int at, Step step) {
        if (context.isStrippedComment()) {
            // A comment parts words of CSS, e.g. `1px/**/solid`.
            page.append(context.state() == Context.State.CSS_BLOCK_COMMENT ? " " : "");
            changed |= step.end() > at;
            return;
        }
        if (context.state() == Context.State.TEXT || context.state() == Context.State.RCDATA) {
            copyText(at, step.mark());
        } else {
            page.append(text, at, step.mark());
        }
        if (step.next().isStrippedComment()) {
            changed = true;
        } else {
            page.append(text, step.mark(), step.end());
        }
    }

    private void copyText(int from, int to) {
        int copied = from;
        for (int i = text.indexOf('<', from); i >= 0 && i < to; i = text.indexOf('<', i + 1)) {
            if (!Ascii.matches(text, i, "<!doctype")) {
                page.append(text, copied, i).append("&lt;");
                changed = true;
                copied = i + 1;
            }
        }
        page.append(text, copied, to);
    }
}
