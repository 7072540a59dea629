package tocsin.notifiers.rocketchat;

import java.util.Objects;
import java.util.stream.Stream;
import tocsin.notifiers.entry.FieldText;

/**
 * The texts of a message.
 *
 * @param iconUrl sent as {@code avatar}
 */
public record RocketchatTexts(
        FieldText channel,
        FieldText color,
        FieldText title,
        FieldText titleLink,
        FieldText text,
        FieldText emoji,
        FieldText iconUrl,
        FieldText imageUrl,
        FieldText thumbUrl) {
    public RocketchatTexts {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(color, "color");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(titleLink, "titleLink");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(emoji, "emoji");
        Objects.requireNonNull(iconUrl, "iconUrl");
        Objects.requireNonNull(imageUrl, "imageUrl");
        Objects.requireNonNull(thumbUrl, "thumbUrl");
    }

    Stream<FieldText> all() {
        return Stream.of(channel, color, title, titleLink, text, emoji, iconUrl, imageUrl, thumbUrl);
    }
}
