package tocsin.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.AuditRecord.Action;
import tocsin.router.silence.AuditedSilence;
import tocsin.router.silence.ChangeOrigin;

class SilenceLogTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger("tocsin.silence.audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final @Nullable Level before = logger.getLevel();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    private static AuditedSilence silence(String comment, int hours) {
        return new AuditedSilence(
                "id-1", List.of("alertname=\"A\""), NOON, NOON.plusSeconds(3_600L * hours), "ann", comment);
    }

    private String line(
            Action action,
            ChangeOrigin origin,
            @Nullable AuditedSilence former,
            @Nullable AuditedSilence silence,
            String reason) {
        new SilenceLog().silenceChanged(new AuditRecord(0, NOON, action, origin, former, silence, reason));
        String line = new String(new LogfmtEncoder().encode(lines.list.get(0)), StandardCharsets.UTF_8);
        return line.replaceFirst("^ts=\\S+ ", "").strip();
    }

    @Test
    void a_creation_says_who_from_where_and_what() {
        ChangeOrigin origin = new ChangeOrigin("bob", "192.0.2.7", "203.0.113.9, 10.0.0.1");

        assertThat(line(Action.CREATED, origin, null, silence("c", 1), ""))
                .isEqualTo("level=info component=silence msg=\"Silence created\" user=bob remote=192.0.2.7"
                        + " forwardedFor=\"203.0.113.9, 10.0.0.1\" silence=id-1 matchers=\"[alertname=\\\"A\\\"]\""
                        + " startsAt=2026-03-01T12:00:00Z endsAt=2026-03-01T13:00:00Z createdBy=ann comment=c");
    }

    @Test
    void an_edit_shows_what_it_was() {
        assertThat(line(Action.UPDATED, ChangeOrigin.PROCESS, silence("c", 1), silence("d", 2), ""))
                .startsWith(
                        "level=info component=silence msg=\"Silence updated\" user=- remote=- forwardedFor=- silence=id-1")
                .contains(" endsAt=2026-03-01T14:00:00Z ", " comment=d ")
                .contains(" former.endsAt=2026-03-01T13:00:00Z ")
                .endsWith(" former.comment=c");
    }

    @Test
    void a_refusal_says_why_and_a_retention_what_is_gone() {
        assertThat(line(Action.REFUSED, ChangeOrigin.PROCESS, null, silence("c", 1), "too long"))
                .contains("msg=\"Silence refused\"")
                .endsWith(" comment=c reason=\"too long\"");
        lines.list.clear();
        assertThat(line(Action.FORGOTTEN, ChangeOrigin.PROCESS, silence("c", 1), null, ""))
                .contains("msg=\"Silence forgotten\"", " silence=id-1 ")
                .doesNotContain("former");
    }

    @Test
    void what_a_client_claims_cannot_forge_a_line() {
        ChangeOrigin liar = new ChangeOrigin("", "192.0.2.7", "1.2.3.4\nts=x user=root");

        assertThat(line(Action.EXPIRED, liar, silence("c", 1), silence("c\n\"", 1), ""))
                .doesNotContain("\n")
                .contains("forwardedFor=\"1.2.3.4\\nts=x user=root\"");
    }
}
