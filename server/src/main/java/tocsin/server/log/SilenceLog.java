package tocsin.server.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.AuditedSilence;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.SilenceObserver;

/** One line for each change of silences and for each that was refused: {@code --log.silences}. */
public final class SilenceLog implements SilenceObserver {
    /** Of its own, so that the lines can be told from all others. */
    private static final Logger log = LoggerFactory.getLogger("tocsin.silence.audit");

    private static final String NOBODY = "-";

    @Override
    public void silenceChanged(AuditRecord change) {
        AuditedSilence after = change.after();
        AuditedSilence before = change.before();
        LoggingEventBuilder line = origin(log.atInfo(), change.origin());
        line = silence(line, "", after == null ? before : after);
        // What an edit or an early end has changed.
        line = after == null ? line : silence(line, "former.", before);
        line = change.reason().isEmpty() ? line : line.addKeyValue("reason", change.reason());
        line.log("Silence " + change.action().word());
    }

    private static LoggingEventBuilder origin(LoggingEventBuilder line, ChangeOrigin origin) {
        return line.addKeyValue("user", orNobody(origin.user()))
                .addKeyValue("remote", orNobody(origin.remoteAddress()))
                .addKeyValue("forwardedFor", orNobody(origin.forwardedFor()));
    }

    private static String orNobody(String text) {
        return text.isEmpty() ? NOBODY : text;
    }

    private static LoggingEventBuilder silence(
            LoggingEventBuilder line, String prefix, @Nullable AuditedSilence silence) {
        if (silence == null) {
            return line;
        }
        return line.addKeyValue(prefix + "silence", orNobody(silence.id()))
                .addKeyValue(prefix + "matchers", silence.matchers())
                .addKeyValue(prefix + "startsAt", silence.startsAt())
                .addKeyValue(prefix + "endsAt", silence.endsAt())
                .addKeyValue(prefix + "createdBy", silence.createdBy())
                .addKeyValue(prefix + "comment", silence.comment());
    }
}
