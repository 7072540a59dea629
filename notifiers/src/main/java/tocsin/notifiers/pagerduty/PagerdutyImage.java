package tocsin.notifiers.pagerduty;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/** An image of an incident. */
public record PagerdutyImage(FieldText src, FieldText alt, FieldText href) {
    public PagerdutyImage {
        Objects.requireNonNull(src, "src");
        Objects.requireNonNull(alt, "alt");
        Objects.requireNonNull(href, "href");
    }
}
