package tocsin.templates.html;

import java.util.ArrayList;
import java.util.List;
import tocsin.templates.html.Context.Delimiter;
import tocsin.templates.html.Context.UrlPart;

/** What values need at the places where they may stand. */
final class Places {
    private Places() {}

    /** What a value needs, in this order, where one may stand. */
    static List<Escaper> escapers(Context place) {
        List<Escaper> escapers = new ArrayList<>(inside(place));
        if (place.delimiter() == Delimiter.SPACE) {
            escapers.add(Escaper.UNQUOTED);
        } else if (place.delimiter() != Delimiter.NONE) {
            escapers.add(Escaper.ATTRIBUTE);
        }
        return escapers;
    }

    private static List<Escaper> inside(Context place) {
        return switch (place.state()) {
            case TEXT -> List.of(Escaper.TEXT);
            case RCDATA -> List.of(Escaper.RCDATA);
            case ATTRIBUTE_NAME -> List.of(Escaper.NAME);
            case URL, CSS_URL, CSS_URL_DOUBLE, CSS_URL_SINGLE -> url(place.urlPart(), Escaper.URL_NORMALIZER);
            case CSS_DOUBLE, CSS_SINGLE -> url(place.urlPart(), Escaper.CSS_STRING);
            case META_URL -> List.of(Escaper.URL_FILTER);
            case SRCSET -> List.of(Escaper.SRCSET);
            case CSS -> List.of(Escaper.CSS_VALUE);
            case HTML_COMMENT, CSS_BLOCK_COMMENT, CSS_LINE_COMMENT -> List.of(Escaper.COMMENT);
            case ATTRIBUTE, META_CONTENT -> List.of();
            default -> throw new IllegalStateException("no value may stand in " + place.state());
        };
    }

    private static List<Escaper> url(UrlPart part, Escaper path) {
        return switch (part) {
            case START -> List.of(Escaper.URL_FILTER, path);
            case PATH -> List.of(path);
            case QUERY_OR_FRAGMENT -> List.of(Escaper.URL_ESCAPER);
            case UNKNOWN -> throw new IllegalStateException("no value may stand in an ambiguous place of a URL");
        };
    }
}
