package tocsin.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tocsin.model.Matcher;
import tocsin.server.api.ListenAddress;
import tocsin.server.cli.DurationConverter;
import tocsin.server.transport.HttpLimits;

/** The options of {@code tocsin run} that say where HTTP is served and what clients may cost. */
final class WebOptions {
    @Option(names = "--web.listen-address", paramLabel = "HOST:PORT", description = "Repeatable. Default: :9093.")
    List<String> listenAddresses = new ArrayList<>();

    @Option(
            names = "--web.external-url",
            paramLabel = "URL",
            description = "Where people reach Tocsin, for links. Default: http://HOSTNAME:PORT.")
    @Nullable
    URI externalUrl;

    @Option(
            names = "--web.route-prefix",
            paramLabel = "PATH",
            description = "Before every path that is served. Default: the path of --web.external-url.")
    @Nullable
    String routePrefix;

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description = "TLS, client certificates, passwords and headers of the server, in Prometheus' format."
                    + " Default: none, plain HTTP for everybody.")
    @Nullable
    Path configFile;

    @Option(
            names = "--web.cors.origin",
            paramLabel = "REGEX",
            description = "Origins whose pages may read and change everything under /api, as a regular expression for"
                    + " all of the origin, e.g. https://karma[.]example[.]com. All others may nothing then."
                    + " Default: every origin may read, none may change anything.")
    @Nullable
    String corsOrigin;

    @Option(
            names = "--web.get-concurrency",
            paramLabel = "NUMBER",
            description = "GETs that are answered at once; more get 503. 0 is the number of cores, but at least 8."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int getConcurrency;

    @Option(
            names = "--web.timeout",
            paramLabel = "DURATION",
            description =
                    "Longest time until an answer begins, then it is 503; does not hold for /-/reload. 0s is none."
                            + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "0s")
    Duration timeout = HttpLimits.Patience.DEFAULTS.handling();

    @Option(
            names = "--web.read-timeout",
            paramLabel = "DURATION",
            description = "Longest time until the head of the first request of a connection is complete, and until a"
                    + " body is; a body gets 1s more for every 4 KiB that arrive. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "30s")
    Duration readTimeout = HttpLimits.Patience.DEFAULTS.read();

    @Option(
            names = "--web.write-timeout",
            paramLabel = "DURATION",
            description = "Longest time that the reader of an answer may take nothing of it; and from when on a slow"
                    + " reader makes way when --web.get-concurrency is reached. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "30s")
    Duration writeTimeout = HttpLimits.Patience.DEFAULTS.write();

    @Option(
            names = "--web.idle-timeout",
            paramLabel = "DURATION",
            description = "Longest time from an answer until the head of the connection's next request is complete."
                    + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "2m")
    Duration idleTimeout = HttpLimits.Patience.DEFAULTS.idle();

    @Option(
            names = "--web.max-connections",
            paramLabel = "NUMBER",
            description =
                    "Connections that are open at once; beyond, the one that is idle longest is closed, and if all"
                            + " are busy the new one. Default: ${DEFAULT-VALUE}.",
            defaultValue = "512")
    int maxConnections = HttpLimits.DEFAULTS.connections();

    @Option(
            names = "--web.max-request-line-bytes",
            paramLabel = "BYTES",
            description = "Longest first line of a request, with its path and parameters; beyond it is 414."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "32768")
    int maxRequestLineBytes = HttpLimits.Sizes.DEFAULTS.requestLineBytes();

    @Option(
            names = "--web.max-header-bytes",
            paramLabel = "BYTES",
            description = "All header fields of a request together; beyond it is 431. Default: ${DEFAULT-VALUE}.",
            defaultValue = "32768")
    int maxHeaderBytes = HttpLimits.Sizes.DEFAULTS.headerBytes();

    @Option(
            names = "--web.max-header-fields",
            paramLabel = "NUMBER",
            description = "Header fields of a request; beyond it is 431. Default: ${DEFAULT-VALUE}.",
            defaultValue = "256")
    int maxHeaderFields = HttpLimits.Sizes.DEFAULTS.headerFields();

    @Option(
            names = "--web.max-body-bytes",
            paramLabel = "BYTES",
            description = "Largest request body; beyond it is 413. Default: ${DEFAULT-VALUE}.",
            defaultValue = "33554432")
    long maxBodyBytes = HttpLimits.Sizes.DEFAULTS.bodyBytes();

    @Option(
            names = "--web.max-buffered-bytes",
            paramLabel = "BYTES",
            description = "All request bodies that are in memory at once; beyond it is 503. 0 is an eighth of the heap."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    long maxBufferedBytes;

    /**
     * What the command line parser cannot see.
     *
     * @throws IllegalArgumentException with the option's name and what to write
     */
    void check() {
        effectiveListenAddresses().forEach(ListenAddress::parse);
        if (externalUrl != null) {
            RunOptions.requireHttp("--web.external-url", externalUrl);
        }
        requireName("--web.config.file", configFile);
        corsOrigins();
        requireNotNegative("--web.get-concurrency", getConcurrency, "the number of cores, but at least 8");
        requireNotNegative("--web.max-buffered-bytes", maxBufferedBytes, "an eighth of the heap");
        RunOptions.requirePositive("--web.read-timeout", readTimeout);
        RunOptions.requirePositive("--web.write-timeout", writeTimeout);
        RunOptions.requirePositive("--web.idle-timeout", idleTimeout);
        RunOptions.requireAtLeastOne("--web.max-connections", maxConnections);
        RunOptions.requireAtLeastOne("--web.max-request-line-bytes", maxRequestLineBytes);
        RunOptions.requireAtLeastOne("--web.max-header-bytes", maxHeaderBytes);
        RunOptions.requireAtLeastOne("--web.max-header-fields", maxHeaderFields);
        RunOptions.requireAtLeastOne("--web.max-body-bytes", maxBodyBytes);
    }

    /** The empty name comes of a variable that is not set; nothing would be protected then. */
    private static void requireName(String option, @Nullable Path file) {
        if (file != null && file.toString().isEmpty()) {
            throw new IllegalArgumentException(option + " is empty; name the file, or leave the option out");
        }
    }

    private static void requireNotNegative(String option, long value, String zero) {
        if (value < 0) {
            throw new IllegalArgumentException("%s cannot be negative; 0 is %s".formatted(option, zero));
        }
    }

    List<String> effectiveListenAddresses() {
        return listenAddresses.isEmpty() ? List.of(":9093") : listenAddresses;
    }

    /** {@code /} or a path without a slash at its end. */
    String effectiveRoutePrefix() {
        String path = routePrefix != null ? routePrefix : externalUrl == null ? "" : externalUrl.getPath();
        String trimmed = path == null ? "" : path.replaceAll("^/+|/+$", "");
        return "/" + trimmed;
    }

    /**
     * Matches whole origins; null when it is not given. Linear in the length of an origin, as anybody may send one.
     *
     * @throws IllegalArgumentException when it is no regular expression
     */
    @Nullable
    Matcher corsOrigins() {
        try {
            return corsOrigin == null ? null : new Matcher("origin", Matcher.Op.REGEX, corsOrigin);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--web.cors.origin: " + e.getMessage(), e);
        }
    }

    HttpLimits limits() {
        return new HttpLimits(
                new HttpLimits.Sizes(
                        maxRequestLineBytes,
                        maxHeaderBytes,
                        maxHeaderFields,
                        maxBodyBytes,
                        maxBufferedBytes == 0 ? HttpLimits.defaultBuffered() : maxBufferedBytes),
                new HttpLimits.Patience(readTimeout, writeTimeout, idleTimeout, timeout),
                maxConnections,
                getConcurrency == 0 ? HttpLimits.defaultGets() : getConcurrency);
    }
}
