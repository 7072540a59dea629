package tocsin.notifiers.slack;

import java.util.List;
import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/**
 * The texts of a message.
 *
 * @param channel may be empty, for a webhook knows its own
 * @param messageText above the attachment
 */
public record SlackTexts(
        FieldText channel,
        FieldText username,
        FieldText color,
        FieldText title,
        FieldText titleLink,
        FieldText pretext,
        FieldText text,
        FieldText messageText,
        FieldText fallback,
        FieldText callbackId,
        FieldText iconEmoji,
        FieldText iconUrl,
        FieldText imageUrl,
        FieldText thumbUrl,
        FieldText footer) {
    public SlackTexts {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(color, "color");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(titleLink, "titleLink");
        Objects.requireNonNull(pretext, "pretext");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(messageText, "messageText");
        Objects.requireNonNull(fallback, "fallback");
        Objects.requireNonNull(callbackId, "callbackId");
        Objects.requireNonNull(iconEmoji, "iconEmoji");
        Objects.requireNonNull(iconUrl, "iconUrl");
        Objects.requireNonNull(imageUrl, "imageUrl");
        Objects.requireNonNull(thumbUrl, "thumbUrl");
        Objects.requireNonNull(footer, "footer");
    }

    List<FieldText> all() {
        return List.of(
                channel,
                username,
                color,
                title,
                titleLink,
                pretext,
                text,
                messageText,
                fallback,
                callbackId,
                iconEmoji,
                iconUrl,
                imageUrl,
                thumbUrl,
                footer);
    }
}
