package tocsin.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** What a line says, whatever it looks like: the same names in the same order in every format. */
final class LogFields {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String OURS = "tocsin.";
    private static final int MOST_CAUSES = 10;

    private LogFields() {}

    /** Values are texts, but for whole numbers and booleans given as key values. Names are unique. */
    static Map<String, Object> of(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ts", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        fields.put("component", component(event.getLoggerName()));
        fields.put("msg", String.valueOf(event.getFormattedMessage()));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> add(fields, pair.key, pair.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            add(fields, "err", texts(thrown));
            addPlace(fields, thrown);
        }
        return fields;
    }

    private static void add(Map<String, Object> fields, String key, @Nullable Object value) {
        boolean typed = value instanceof Integer || value instanceof Long || value instanceof Boolean;
        Object known = fields.putIfAbsent(key, typed ? value : String.valueOf(value));
        if (known != null) {
            fields.put(key, known + "; " + value);
        }
    }

    /** The feature that speaks: the package below {@code tocsin}, or the library's logger. */
    private static String component(String logger) {
        if (!logger.startsWith(OURS)) {
            return logger;
        }
        int end = logger.lastIndexOf('.');
        return end > OURS.length() ? logger.substring(OURS.length(), end) : logger.substring(OURS.length());
    }

    private static String texts(IThrowableProxy thrown) {
        StringBuilder texts = new StringBuilder(text(thrown));
        IThrowableProxy cause = thrown.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            texts.append("; caused by ").append(text(cause));
            cause = cause.getCause();
        }
        return texts.toString();
    }

    private static String text(IThrowableProxy thrown) {
        return thrown.getMessage() == null ? thrown.getClassName() : thrown.getClassName() + ": " + thrown.getMessage();
    }

    private static void addPlace(Map<String, Object> fields, IThrowableProxy thrown) {
        StackTraceElementProxy[] stack = thrown.getStackTraceElementProxyArray();
        if (stack != null && stack.length > 0) {
            add(fields, "at", stack[0].getStackTraceElement());
        }
    }
}
