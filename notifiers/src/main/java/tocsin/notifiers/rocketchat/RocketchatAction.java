package tocsin.notifiers.rocketchat;

import java.util.Objects;
import java.util.stream.Stream;
import tocsin.notifiers.entry.FieldText;

/** A button below a message; of upstream's keys those that have an effect. */
public record RocketchatAction(FieldText text, FieldText url, FieldText msg) {
    public RocketchatAction {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(msg, "msg");
    }

    Stream<FieldText> all() {
        return Stream.of(text, url, msg);
    }
}
