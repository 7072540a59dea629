package tocsin.evaluator.prometheus;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names with values as query strings and forms carry them; keeps the order of first mention. */
final class FormFields {
    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    /** Reads a query string; lenient, since people write it by hand. */
    static FormFields parse(String query) {
        FormFields parsed = new FormFields();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parsed.add(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parsed;
    }

    FormFields copy() {
        FormFields copy = new FormFields();
        fields.forEach(copy::put);
        return copy;
    }

    FormFields add(String name, String value) {
        fields.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
        return this;
    }

    FormFields put(String name, List<String> values) {
        fields.put(name, new ArrayList<>(values));
        return this;
    }

    FormFields put(String name, String value) {
        return put(name, List.of(value));
    }

    FormFields putIfAbsent(String name, String value) {
        fields.putIfAbsent(name, List.of(value));
        return this;
    }

    FormFields remove(String name) {
        fields.remove(name);
        return this;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** {@code a=b&c=d}, escaped. */
    String encode() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, values) -> {
            for (String value : values) {
                text.append(text.isEmpty() ? "" : "&")
                        .append(encode(name))
                        .append('=')
                        .append(encode(value));
            }
        });
        return text.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A percent sign that escapes nothing stands for itself.
            return text;
        }
    }
}
