package tocsin.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class LogLinesTest {
    private static final String START = "ts=2026-03-01T12:00:00.123Z level=info component=router.group msg=";

    private final LoggingEvent event = new LoggingEvent(
            "x", new LoggerContext().getLogger("tocsin.router.group.Dispatcher"), Level.INFO, "m", null, null);

    LogLinesTest() {
        event.setTimeStamp(1_772_366_400_123L);
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    m|m
                    two words|"two words"
                    a=b|"a=b"
                    say "hi"|"say \\"hi\\""
                    C:\\x|"C:\\\\x"
                    ü|"ü"
                    a/b:c,d{}|a/b:c,d{}
                    ''|""
                    """)
    void logfmt_quotes_what_is_not_plain(String text, String written) {
        LoggingEvent said = event(text);

        assertThat(logfmt(said)).isEqualTo(START + written + "\n");
    }

    @Test
    void one_event_is_one_line() {
        LoggingEvent said = event("a\nb\r\tc\u0000d\u007f");

        assertThat(logfmt(said)).isEqualTo(START + "\"a\\nb\\r\\tc\\u0000d\\u007f\"\n");
        assertThat(json(said)).containsOnlyOnce("\n").endsWith("\n");
    }

    @Test
    void key_values_follow_the_message() {
        event.addKeyValuePair(new KeyValuePair("groups", 12));
        event.addKeyValuePair(new KeyValuePair("ok", true));
        event.addKeyValuePair(new KeyValuePair("place", "f.yml:1:2: x"));
        event.addKeyValuePair(new KeyValuePair("none", null));
        event.addKeyValuePair(new KeyValuePair("ratio", 0.5));

        assertThat(logfmt(event)).isEqualTo(START + "m groups=12 ok=true place=\"f.yml:1:2: x\" none=null ratio=0.5\n");
        assertThat(json(event))
                .isEqualTo("{\"ts\":\"2026-03-01T12:00:00.123Z\",\"level\":\"info\",\"component\":\"router.group\","
                        + "\"msg\":\"m\",\"groups\":12,\"ok\":true,\"place\":\"f.yml:1:2: x\",\"none\":\"null\","
                        + "\"ratio\":\"0.5\"}\n");
    }

    @Test
    void an_exception_is_told_with_all_its_causes_and_its_place() {
        IllegalStateException thrown = new IllegalStateException("no luck", new IOException(new Error("deep")));
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 7)});
        event.setThrowableProxy(new ThrowableProxy(thrown));

        assertThat(logfmt(event))
                .isEqualTo(START + "m err=\"java.lang.IllegalStateException: no luck; caused by java.io.IOException:"
                        + " java.lang.Error: deep; caused by java.lang.Error: deep\" at=a.B.c(B.java:7)\n");
        assertThat(json(event)).endsWith("\"at\":\"a.B.c(B.java:7)\"}\n");
    }

    @Test
    void an_exception_without_words_is_told_by_its_name() {
        event.setThrowableProxy(new ThrowableProxy(new NullPointerException()));

        assertThat(logfmt(event)).contains(" err=java.lang.NullPointerException at=tocsin.server.log.LogLinesTest");
    }

    @Test
    void a_key_that_is_there_twice_is_written_once_with_both_values() {
        event.addKeyValuePair(new KeyValuePair("err", "told"));
        event.addKeyValuePair(new KeyValuePair("err", 2));

        assertThat(logfmt(event)).isEqualTo(START + "m err=\"told; 2\"\n");
    }

    @Test
    void half_of_a_surrogate_pair_does_not_lose_the_line() {
        assertThat(json(event("x\ud83d"))).contains("\"msg\":\"x\uFFFD\"");
    }

    @Test
    void other_loggers_go_by_their_names() {
        LoggingEvent netty =
                new LoggingEvent("x", new LoggerContext().getLogger("io.netty.X"), Level.WARN, "m", null, null);
        LoggingEvent main =
                new LoggingEvent("x", new LoggerContext().getLogger("tocsin.Main"), Level.ERROR, "m", null, null);

        assertThat(logfmt(netty)).contains(" level=warn component=io.netty.X msg=m");
        assertThat(logfmt(main)).contains(" level=error component=Main msg=m");
    }

    private static LoggingEvent event(String message) {
        LoggingEvent said = new LoggingEvent(
                "x", new LoggerContext().getLogger("tocsin.router.group.Dispatcher"), Level.INFO, message, null, null);
        said.setTimeStamp(1_772_366_400_123L);
        return said;
    }

    private static String logfmt(LoggingEvent event) {
        return new String(new LogfmtEncoder().encode(event), UTF_8);
    }

    private static String json(LoggingEvent event) {
        return new String(new JsonLineEncoder().encode(event), UTF_8);
    }
}
