package tocsin.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/** Sets up logging to standard error, in code: a file on the class path would be found by reflection at start. */
public final class Logging {
    /** How a line looks. */
    public enum Format {
        logfmt,
        json
    }

    /** From which importance on lines are written. */
    public enum Threshold {
        debug,
        info,
        warn,
        error
    }

    private Logging() {}

    /** Replaces whatever was set up before. Call once, before the first line is logged. */
    public static void configure(Format format, Threshold threshold) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(format, context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("tocsin").setLevel(Level.toLevel(threshold.name()));
    }

    private static Encoder<ILoggingEvent> encoder(Format format, LoggerContext context) {
        Encoder<ILoggingEvent> encoder = format == Format.json ? new JsonLineEncoder() : new LogfmtEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
