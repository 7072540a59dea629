package tocsin.rules;

/** Texts that may hold template actions. */
public final class TemplateText {
    private TemplateText() {}

    /** Whether expanding the text could change it. */
    public static boolean isTemplate(String text) {
        return text.contains("{{");
    }
}
