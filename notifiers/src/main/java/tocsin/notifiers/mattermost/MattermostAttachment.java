package tocsin.notifiers.mattermost;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;

/** A block of a message. */
public record MattermostAttachment(
        FieldText fallback,
        FieldText color,
        FieldText pretext,
        FieldText text,
        FieldText authorName,
        FieldText authorLink,
        FieldText authorIcon,
        FieldText title,
        FieldText titleLink,
        FieldText thumbUrl,
        FieldText footer,
        FieldText footerIcon,
        FieldText imageUrl,
        List<AttachmentField> fields) {
    public MattermostAttachment {
        Objects.requireNonNull(fallback, "fallback");
        Objects.requireNonNull(color, "color");
        Objects.requireNonNull(pretext, "pretext");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(authorName, "authorName");
        Objects.requireNonNull(authorLink, "authorLink");
        Objects.requireNonNull(authorIcon, "authorIcon");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(titleLink, "titleLink");
        Objects.requireNonNull(thumbUrl, "thumbUrl");
        Objects.requireNonNull(footer, "footer");
        Objects.requireNonNull(footerIcon, "footerIcon");
        Objects.requireNonNull(imageUrl, "imageUrl");
        fields = List.copyOf(fields);
    }

    Stream<FieldText> all() {
        Stream<FieldText> own = Stream.of(
                fallback,
                color,
                pretext,
                text,
                authorName,
                authorLink,
                authorIcon,
                title,
                titleLink,
                thumbUrl,
                footer,
                footerIcon,
                imageUrl);
        return Stream.concat(own, fields.stream().flatMap(AttachmentField::texts));
    }
}
