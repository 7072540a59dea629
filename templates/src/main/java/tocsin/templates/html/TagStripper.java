package tocsin.templates.html;

import tocsin.templates.html.Context.Delimiter;
import tocsin.templates.html.Context.Element;
import tocsin.templates.html.Context.State;

/** Leaves the text of trusted markup, for attribute values. */
final class TagStripper {
    private TagStripper() {}

    /** Character references stay. */
    static String strip(String html) {
        StringBuilder text = new StringBuilder(html.length());
        try {
            strip(html, text);
        } catch (MarkupFailure brokenMarkup) {
            // What follows a broken tag may belong to it.
            return text.toString();
        }
        return text.toString();
    }

    private static void strip(String html, StringBuilder text) throws MarkupFailure {
        Markup markup = new Markup(html);
        Context context = Context.TEXT;
        for (int at = 0; at < html.length(); ) {
            Step step = step(markup, context, at);
            if (context.state() == State.TEXT || context.state() == State.RCDATA) {
                text.append(html, at, step.mark());
            }
            context = step.next();
            at = step.end();
        }
    }

    private static Step step(Markup markup, Context context, int at) throws MarkupFailure {
        if (context.delimiter() != Delimiter.NONE) {
            return markup.closing(context, at);
        }
        boolean content = context.element() != Element.OTHER && !context.state().isInTag();
        return content ? markup.content(context, at) : markup.step(context, at);
    }
}
