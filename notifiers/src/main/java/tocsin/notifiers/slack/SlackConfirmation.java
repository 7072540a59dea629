package tocsin.notifiers.slack;

import java.util.Objects;
import java.util.stream.Stream;
import tocsin.notifiers.entry.FieldText;

/** A question before an action. */
public record SlackConfirmation(FieldText text, FieldText title, FieldText okText, FieldText dismissText) {
    public SlackConfirmation {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(okText, "okText");
        Objects.requireNonNull(dismissText, "dismissText");
    }

    Stream<FieldText> all() {
        return Stream.of(text, title, okText, dismissText);
    }
}
