package tocsin.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/** One line per event, {@code ts=… level=… msg=… key=value …}, as Prometheus and Alertmanager log. */
public final class LogfmtEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] NOTHING = new byte[0];

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append("ts=").append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.append(" level=").append(level(event));
        append(line, "component", component(event.getLoggerName()));
        append(line, "msg", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> append(line, pair.key, String.valueOf(pair.value)));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            append(line, "err", thrown.getClassName() + ": " + thrown.getMessage());
            appendPlace(line, thrown);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String level(ILoggingEvent event) {
        return event.getLevel().toString().toLowerCase(Locale.ROOT);
    }

    /** The feature that speaks: the package below {@code tocsin}, or the library's logger. */
    private static String component(String logger) {
        if (!logger.startsWith("tocsin.")) {
            return logger;
        }
        int end = logger.lastIndexOf('.');
        return end > 7 ? logger.substring(7, end) : logger.substring(7);
    }

    private static void appendPlace(StringBuilder line, IThrowableProxy thrown) {
        if (thrown.getStackTraceElementProxyArray().length > 0) {
            append(
                    line,
                    "at",
                    thrown.getStackTraceElementProxyArray()[0]
                            .getStackTraceElement()
                            .toString());
        }
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        if (isBare(value)) {
            line.append(value);
        } else {
            quote(line, value);
        }
    }

    private static boolean isBare(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '=' && c != '\\' && c < 0x7F);
    }

    private static void quote(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
