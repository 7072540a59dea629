package tocsin.notifiers.slack;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.FieldText;

/**
 * A button. It leads to the URL, or has a name, and then maybe a value and a question.
 *
 * @param url empty when there is a name
 * @param confirm null when there is no question
 */
public record SlackAction(
        FieldText type,
        FieldText text,
        FieldText url,
        FieldText style,
        FieldText name,
        FieldText value,
        @Nullable SlackConfirmation confirm) {
    public SlackAction {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }

    Stream<FieldText> all() {
        Stream<FieldText> own = Stream.of(type, text, url, style, name, value);
        return confirm == null ? own : Stream.concat(own, confirm.all());
    }
}
