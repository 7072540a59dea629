package tocsin.notifiers.pagerduty;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/** A link of an incident. */
public record PagerdutyLink(FieldText href, FieldText text) {
    public PagerdutyLink {
        Objects.requireNonNull(href, "href");
        Objects.requireNonNull(text, "text");
    }
}
