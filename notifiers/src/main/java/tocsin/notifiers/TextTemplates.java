package tocsin.notifiers;

import org.jspecify.annotations.Nullable;

/** Texts that may hold template syntax: the port to the template engine. Any thread. */
public interface TextTemplates {
    /** Leaves every text as it is. */
    TextTemplates UNEXPANDED = new TextTemplates() {
        @Override
        public boolean expands() {
            return false;
        }

        @Override
        public @Nullable String syntaxProblem(String text) {
            return null;
        }

        @Override
        public String expand(String text, NotificationData data) {
            return text;
        }
    };

    /** Whether template syntax is understood; else texts with it go out as they were written. */
    boolean expands();

    /** What is wrong with a text's syntax, for people; null when nothing is. */
    @Nullable
    String syntaxProblem(String text);

    /**
     * May take long: on a worker, not on an event loop.
     *
     * @throws TemplateException when the text cannot be expanded with this data
     */
    String expand(String text, NotificationData data) throws TemplateException;

    static boolean isTemplate(String text) {
        return text.contains("{{");
    }
}
