package tocsin.notifiers.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.templates.time.TimeValue;

/**
 * Reads data from its JSON form, which is that of webhooks. As Go's decoder: names match in any case, unknown ones are
 * skipped, null leaves a field as it is, an object that comes again adds to the first.
 */
public final class DataReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final int NANO_DIGITS = 9;

    private final JsonParser json;
    private final ZoneId local;

    private DataReader(JsonParser json, ZoneId local) {
        this.json = json;
        this.local = local;
    }

    /**
     * @param local the zone of this machine: a time whose offset is the one that it has then prints with its name
     * @throws IllegalArgumentException when the text is no JSON, or not of this form
     */
    public static TemplateData read(String text, ZoneId local) {
        try (JsonParser json = FACTORY.createParser(text)) {
            json.nextToken();
            TemplateData data = new DataReader(json, local).data();
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows the first value");
            }
            return data;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line %d: %s".formatted(e.getLocation().getLineNr(), e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TemplateData data() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        List<@Nullable AlertList> alerts = new ArrayList<>();
        object("the data", name -> {
            switch (known(name, "receiver", "status", "notification_reason", "externalURL", "alerts")) {
                case "receiver", "status", "notification_reason", "externalURL" -> text(name, texts);
                case "alerts" -> alerts.add(alerts());
                default -> labels(name, labels, "groupLabels", "commonLabels", "commonAnnotations", "routeLabels");
            }
        });
        AlertList last = alerts.isEmpty() ? null : alerts.get(alerts.size() - 1);
        return TemplateData.read(new TemplateData.Parts(
                texts.getOrDefault("receiver", ""),
                texts.getOrDefault("status", ""),
                last == null ? new AlertList(AlertList.TYPE, List.of(), true) : last,
                texts.getOrDefault("notification_reason", ""),
                keyValues(labels, "groupLabels"),
                keyValues(labels, "commonLabels"),
                keyValues(labels, "commonAnnotations"),
                keyValues(labels, "routeLabels"),
                texts.getOrDefault("externalURL", "")));
    }

    private @Nullable AlertList alerts() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw unexpected("`alerts` takes a list");
        }
        List<AlertValue> alerts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            alerts.add(alert());
        }
        return AlertList.of(alerts);
    }

    private AlertValue alert() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        Map<String, TimeValue> times = new LinkedHashMap<>();
        object("an alert", name -> {
            String known = known(name, "status", "generatorURL", "fingerprint", "startsAt", "endsAt");
            switch (known) {
                case "status", "generatorURL", "fingerprint" -> text(name, texts);
                case "startsAt", "endsAt" -> time(known, times);
                default -> labels(name, labels, "labels", "annotations");
            }
        });
        return new AlertValue(
                texts.getOrDefault("status", ""),
                keyValues(labels, "labels"),
                keyValues(labels, "annotations"),
                times.getOrDefault("startsAt", AlertValue.ZERO_TIME),
                times.getOrDefault("endsAt", AlertValue.ZERO_TIME),
                texts.getOrDefault("generatorURL", ""),
                texts.getOrDefault("fingerprint", ""));
    }

    /** Reads the value of one key. */
    @FunctionalInterface
    private interface ValueReader {
        void read(String name) throws IOException;
    }

    private void object(String what, ValueReader reader) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(what + " must be an object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name);
        }
    }

    /** The known name that a name means; empty when it is none. */
    private static String known(String name, String... known) {
        for (String one : known) {
            if (one.equalsIgnoreCase(name)) {
                return one;
            }
        }
        return "";
    }

    private void text(String name, Map<String, String> texts) throws IOException {
        String text = textOrNull("`%s`".formatted(name));
        if (text != null) {
            texts.put(
                    known(
                            name,
                            "receiver",
                            "status",
                            "notification_reason",
                            "externalURL",
                            "generatorURL",
                            "fingerprint"),
                    text);
        }
    }

    private @Nullable String textOrNull(String what) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw unexpected(what + " takes a text");
        }
        return json.getText();
    }

    private void labels(String name, Map<String, Map<String, String>> labels, String... names) throws IOException {
        String known = known(name, names);
        if (known.isEmpty()) {
            json.skipChildren();
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            Map<String, String> pairs = labels.computeIfAbsent(known, first -> new LinkedHashMap<>());
            object("`%s`".formatted(name), key -> {
                String value = textOrNull("`%s` in `%s`".formatted(key, name));
                pairs.put(key, value == null ? "" : value);
            });
        }
    }

    private static KeyValues keyValues(Map<String, Map<String, String>> labels, String name) {
        Map<String, String> pairs = labels.get(name);
        return pairs == null ? KeyValues.NIL : KeyValues.of(pairs);
    }

    private void time(String name, Map<String, TimeValue> times) throws IOException {
        String text = textOrNull("`%s`".formatted(name));
        if (text != null) {
            times.put(name, time(name, text));
        }
    }

    private TimeValue time(String name, String text) {
        if (!TIME.matcher(text).matches()) {
            throw unexpected("`%s`: `%s` is not a time; write e.g. `2026-01-02T15:04:05Z`".formatted(name, text));
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(withNanos(text.replace(',', '.')));
            boolean here = local.getRules().getOffset(time.toInstant()).equals(time.getOffset());
            boolean utc = text.endsWith("Z");
            return new TimeValue(time.toInstant(), utc ? ZoneOffset.UTC : here ? local : time.getOffset());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`%s`: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Further digits of a fraction count for nothing. */
    private static String withNanos(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        int end = point + 1;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, Math.min(end, point + 1 + NANO_DIGITS)) + text.substring(end);
    }

    private IllegalArgumentException unexpected(String message) {
        return new IllegalArgumentException(
                "line %d: %s".formatted(json.currentLocation().getLineNr(), message));
    }
}
