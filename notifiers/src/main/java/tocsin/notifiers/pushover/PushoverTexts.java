package tocsin.notifiers.pushover;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/** The texts of a message. */
public record PushoverTexts(
        FieldText title,
        FieldText message,
        FieldText url,
        FieldText urlTitle,
        FieldText device,
        FieldText sound,
        FieldText priority) {
    public PushoverTexts {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(urlTitle, "urlTitle");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(sound, "sound");
        Objects.requireNonNull(priority, "priority");
    }
}
