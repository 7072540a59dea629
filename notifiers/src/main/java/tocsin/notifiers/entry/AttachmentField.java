package tocsin.notifiers.entry;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@code fields} of a chat message.
 *
 * @param narrow {@code short}: whether it may stand beside others; null when it does not say
 */
public record AttachmentField(
        FieldText title, FieldText value, @Nullable Boolean narrow) {
    public AttachmentField {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(value, "value");
    }

    /** A field that must have both texts. */
    public static AttachmentField read(EntryFields fields) {
        return new AttachmentField(fields.requiredText("title"), fields.requiredText("value"), fields.bool("short"));
    }

    /** A field that may lack either. */
    public static AttachmentField readLenient(EntryFields fields) {
        return new AttachmentField(fields.text("title"), fields.text("value"), fields.bool("short"));
    }

    /** @param byDefault when the field does not say */
    public boolean isNarrow(boolean byDefault) {
        return narrow == null ? byDefault : narrow;
    }

    public Stream<FieldText> texts() {
        return Stream.of(title, value);
    }
}
