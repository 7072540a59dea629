package tocsin.templates.html;

import org.jspecify.annotations.Nullable;
import tocsin.templates.html.Context.State;

/**
 * Finds the end of a script as browsers do: behind {@code <!--} a {@code <script} hides the next end tag. What the script
 * says does not matter, as no value may stand in it.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements">why</a>
 */
final class ScriptText {
    private final String text;

    ScriptText(String text) {
        this.text = text;
    }

    Step step(Context context, int from) {
        for (int i = from; i < text.length(); i++) {
            Step step = marker(context, i);
            if (step != null) {
                return step;
            }
        }
        return Step.to(context, text.length());
    }

    private @Nullable Step marker(Context context, int at) {
        char c = text.charAt(at);
        if (c != '<' && c != '-') {
            return null;
        }
        return switch (context.state()) {
            case SCRIPT -> inScript(context, at);
            case SCRIPT_ESCAPED -> escaped(context, at);
            default -> doubleEscaped(context, at);
        };
    }

    private @Nullable Step inScript(Context context, int at) {
        if (text.startsWith("<!--", at)) {
            // Its dashes may already be those of the end, as in `<!-->`.
            return Step.to(context.with(State.SCRIPT_ESCAPED), at + 2);
        }
        return isEndTag(at) ? Step.to(Context.TEXT, at) : null;
    }

    private @Nullable Step escaped(Context context, int at) {
        if (text.startsWith("-->", at)) {
            return Step.to(context.with(State.SCRIPT), at + 3);
        }
        if (text.charAt(at) == '<' && Markup.isTagName(text, at + 1, "script")) {
            return Step.to(context.with(State.SCRIPT_DOUBLE_ESCAPED), at + 1);
        }
        return isEndTag(at) ? Step.to(Context.TEXT, at) : null;
    }

    private @Nullable Step doubleEscaped(Context context, int at) {
        if (text.startsWith("-->", at)) {
            return Step.to(context.with(State.SCRIPT), at + 3);
        }
        return isEndTag(at) ? Step.to(context.with(State.SCRIPT_ESCAPED), at + 1) : null;
    }

    private boolean isEndTag(int at) {
        return text.startsWith("</", at) && Markup.isTagName(text, at + 2, "script");
    }
}
