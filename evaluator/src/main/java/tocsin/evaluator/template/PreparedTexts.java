package tocsin.evaluator.template;

import java.util.List;
import java.util.Objects;

/** The labels or the annotations of one rule, in UTF-8 order of their names, parsed. Immutable. */
public final class PreparedTexts {
    private final List<PreparedText> texts;
    private final boolean literal;

    PreparedTexts(List<PreparedText> texts) {
        this.texts = List.copyOf(Objects.requireNonNull(texts, "texts"));
        this.literal = texts.stream().allMatch(PreparedText::isLiteral);
    }

    /** Whether no text needs expanding. */
    public boolean isLiteral() {
        return literal;
    }

    public int size() {
        return texts.size();
    }

    public String name(int index) {
        return texts.get(index).name();
    }

    /** The text as written. */
    public String literal(int index) {
        return texts.get(index).literal();
    }

    List<PreparedText> texts() {
        return texts;
    }
}
