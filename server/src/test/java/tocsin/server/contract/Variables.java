package tocsin.server.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what the table leaves open: <code>{{now}}</code>, <code>{{now-90m}}</code>, <code>{{name}}</code>. An id may come in another form,
 * <code>{{name.capitals}}</code> or <code>{{name.bare}}</code>, without dashes.
 */
final class Variables {
    private static final Pattern OPEN = Pattern.compile("\\{\\{([a-z0-9_]+)([+-]\\d+[smh]|\\.[a-z]+)?}}");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, String> captured = new LinkedHashMap<>();

    void capture(String name, String value) {
        captured.put(name, value);
    }

    /** Of two names of one value the first comes first. */
    Map<String, String> captured() {
        return captured;
    }

    String fill(String text, Instant now) {
        return OPEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, now)));
    }

    private String value(MatchResult found, Instant now) {
        String name = found.group(1);
        if (name.equals("now")) {
            return MILLIS.format(found.group(2) == null ? now : now.plus(distance(found.group(2))));
        }
        String value = captured.get(name);
        if (value == null) {
            throw new IllegalArgumentException("{{%s}} was not captured before".formatted(name));
        }
        return found.group(2) == null ? value : inForm(value, found.group(2));
    }

    private static String inForm(String id, String form) {
        return switch (form) {
            case ".capitals" -> id.toUpperCase(Locale.ROOT);
            case ".bare" -> id.replace("-", "");
            default -> throw new IllegalArgumentException("there is no form " + form);
        };
    }

    private static Duration distance(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
