package tocsin.server.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceObserver;

/** Writes what becomes of silences: {@code --log.silences}. */
public final class SilenceLog implements SilenceObserver {
    private static final Logger log = LoggerFactory.getLogger(SilenceLog.class);

    @Override
    public void silenceCreated(Silence silence) {
        about(silence).log("Silence created");
    }

    @Override
    public void silenceUpdated(Silence before, Silence after) {
        about(after).log("Silence updated");
    }

    @Override
    public void silenceExpired(Silence silence) {
        about(silence).log("Silence expired");
    }

    private static LoggingEventBuilder about(Silence silence) {
        return log.atInfo()
                .addKeyValue("silence", silence.id())
                .addKeyValue("matchers", silence.matcherSets())
                .addKeyValue("startsAt", silence.startsAt())
                .addKeyValue("endsAt", silence.endsAt())
                .addKeyValue("createdBy", silence.createdBy())
                .addKeyValue("comment", silence.comment());
    }
}
