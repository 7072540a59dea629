package tocsin.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tocsin.config.NearestName;
import tocsin.evaluator.group.ForRestoreOptions;
import tocsin.evaluator.prometheus.DecodeLimits;
import tocsin.evaluator.prometheus.PartialResponse;
import tocsin.model.LabelNames;
import tocsin.model.Labels;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.pipeline.DeliveryLimits;
import tocsin.router.silence.SilenceOptions;
import tocsin.rules.RuleDialect;
import tocsin.server.api.SilenceAuthor;
import tocsin.server.cli.DialectConverter;
import tocsin.server.cli.DurationConverter;
import tocsin.server.log.Logging;
import tocsin.templates.exec.TemplateLimits;

/** The options of {@code tocsin run}. Filled by the command line parser; {@code tocsin demo} fills some itself. */
final class RunOptions {
    static final String DEFAULT_CONFIG_FILE = "alertmanager.yml";
    private static final String CLASSIC_MODE = "classic-mode";
    private static final String UTF8_STRICT_MODE = "utf8-strict-mode";
    private static final List<String> FEATURES = List.of(
            CLASSIC_MODE,
            UTF8_STRICT_MODE,
            "alert-names-in-metrics",
            "receiver-name-in-metrics",
            "group-key-in-metrics",
            "auto-gomemlimit",
            "event-recorder");
    private static final long LEAST_HISTORY = 1 << 20;
    static final String DEFAULT_DATASOURCE = "http://localhost:9090";

    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            description = "Routing configuration, an alertmanager.yml. Default: " + DEFAULT_CONFIG_FILE
                    + "; with --notifier.url none is needed.")
    @Nullable
    Path configFile;

    @Option(names = "--rules", paramLabel = "GLOB", description = "Rule files; repeatable. Default: none, only routes.")
    List<String> rules = new ArrayList<>();

    @Option(
            names = "--rules.dialect",
            paramLabel = "DIALECT",
            description = "prometheus or vmalert. Default: prometheus.",
            converter = DialectConverter.class)
    RuleDialect dialect = RuleDialect.PROMETHEUS;

    @Option(
            names = "--rules.alert.resend-delay",
            paramLabel = "DURATION",
            description = "Least time between two sendings of one firing alert. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "1m")
    Duration resendDelay = Duration.ofMinutes(1);

    @Option(
            names = "--rules.alert.for-outage-tolerance",
            paramLabel = "DURATION",
            description =
                    "Without own state: how far back ALERTS_FOR_STATE of the data source counts for restoring `for`."
                            + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "1h")
    Duration forOutageTolerance = ForRestoreOptions.DEFAULTS.outageTolerance();

    @Option(
            names = "--rules.alert.for-grace-period",
            paramLabel = "DURATION",
            description =
                    "Without own state: least time between a restored `for` and firing; rules with a shorter `for` are not"
                            + " restored. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "10m")
    Duration forGracePeriod = ForRestoreOptions.DEFAULTS.gracePeriod();

    @Option(
            names = "--rules.error-alert-after",
            paramLabel = "DURATION",
            description =
                    "How long a rule may fail before the built-in alert RuleEvaluationFailing fires; 0s turns it off."
                            + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "5m")
    Duration errorAlertAfter = Duration.ofMinutes(5);

    @Option(
            names = "--rules.template.max-queries",
            paramLabel = "NUMBER",
            description = "Most different queries that the templates of one rule may make in one evaluation."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "1000")
    int templateQueries = 1_000;

    @Option(
            names = "--rules.template.max-queries-per-text",
            paramLabel = "NUMBER",
            description = "Most different queries of one label or annotation of one alert. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    int templateQueriesPerText = 100;

    @Option(
            names = "--rules.template.max-total-output",
            paramLabel = "CHARACTERS",
            description = "Most text that the templates of one rule may write in one evaluation, for all of its alerts."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "134217728")
    long templateTotalOutput = 128L << 20;

    @Option(
            names = "--datasource.url",
            paramLabel = "URL",
            description = "Prometheus-compatible API; repeatable, tried in order. Default: " + DEFAULT_DATASOURCE + ".")
    List<URI> datasourceUrls = new ArrayList<>();

    @Option(
            names = "--datasource.config.file",
            paramLabel = "FILE",
            description = "An http_config for the data source: credentials, TLS, proxy, headers. Default: none.")
    @Nullable
    Path datasourceConfigFile;

    @Option(
            names = "--datasource.external-url",
            paramLabel = "URL",
            description = "Where a person opens the data source, for links. Default: the first --datasource.url.")
    @Nullable
    URI datasourceExternalUrl;

    @Option(
            names = "--datasource.timeout",
            paramLabel = "DURATION",
            description = "For one query, never more than the group's interval. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "30s")
    Duration datasourceTimeout = Duration.ofSeconds(30);

    @Option(
            names = "--datasource.max-concurrency",
            paramLabel = "NUMBER",
            description = "Queries at once. Default: ${DEFAULT-VALUE}.",
            defaultValue = "16")
    int datasourceMaxConcurrency = 16;

    @Option(
            names = "--datasource.max-response-bytes",
            paramLabel = "BYTES",
            description = "Largest answer to a query, uncompressed. Default: ${DEFAULT-VALUE}.",
            defaultValue = "134217728")
    long datasourceMaxResponseBytes = DecodeLimits.DEFAULT.maxBytes();

    @Option(
            names = "--datasource.max-series",
            paramLabel = "NUMBER",
            description = "Most series in the answer to a query. Default: ${DEFAULT-VALUE}.",
            defaultValue = "250000")
    int datasourceMaxSeries = DecodeLimits.DEFAULT.maxSeries();

    @Option(
            names = "--datasource.partial-response",
            paramLabel = "MODE",
            description =
                    "What to do with a result that the data source calls partial: fail, warn or ignore. Default: fail.",
            converter = PartialResponseConverter.class)
    PartialResponse partialResponse = PartialResponse.FAIL;

    @Option(
            names = "--evaluation.interval",
            paramLabel = "DURATION",
            description = "For rule groups without an interval. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "1m")
    Duration evaluationInterval = Duration.ofMinutes(1);

    @Option(
            names = "--evaluation.query-offset",
            paramLabel = "DURATION",
            description =
                    "How far in the past queries look, for groups without a query_offset. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "0s")
    Duration queryOffset = Duration.ZERO;

    @Option(
            names = "--external-label",
            paramLabel = "NAME=VALUE",
            description = "Added to every alert of a rule that lacks it; repeatable. Default: none.")
    Map<String, String> externalLabels = new LinkedHashMap<>();

    @Option(
            names = "--notifier.url",
            paramLabel = "URL",
            description =
                    "Also send the alerts of rules to this Alertmanager; repeatable. Without --config.file Tocsin then"
                            + " only evaluates. Default: none.")
    List<URI> notifierUrls = new ArrayList<>();

    @Option(
            names = "--notifier.config.file",
            paramLabel = "FILE",
            description = "An http_config for --notifier.url. Default: none.")
    @Nullable
    Path notifierConfigFile;

    @Option(
            names = "--storage.path",
            paramLabel = "DIRECTORY",
            description = "Where state is kept; made when it is not there. One directory for one process."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "data/")
    Path storagePath = Path.of("data/");

    @Option(
            names = "--storage.strict",
            description =
                    "Refuse to start on a damaged state file. Default: off, it is set aside, and what can be read of it"
                            + " is kept.")
    boolean storageStrict;

    @Option(
            names = "--storage.error-alert-after",
            paramLabel = "DURATION",
            description =
                    "How long state could not be written until the built-in alert StateWriteFailing fires; 0s is never."
                            + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "10s")
    Duration storageErrorAlertAfter = Duration.ofSeconds(10);

    @Option(
            names = "--history.retention",
            paramLabel = "DURATION",
            description = "How long decisions are kept, for explain and the notification history."
                    + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "30d")
    Duration historyRetention = Duration.ofDays(30);

    @Option(
            names = "--history.max-size",
            paramLabel = "BYTES",
            description = "Most bytes of decisions on disk; the oldest go first. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1073741824")
    long historyMaxBytes = 1L << 30;

    @Option(
            names = "--data.retention",
            paramLabel = "DURATION",
            description = "How long notification log entries and silences that are over stay at most."
                    + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "120h")
    Duration dataRetention = Duration.ofDays(5);

    @Option(
            names = "--alerts.gc-interval",
            paramLabel = "DURATION",
            description = "How often resolved alerts are removed. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "30m")
    Duration alertsGcInterval = Duration.ofMinutes(30);

    @Option(
            names = "--alerts.per-alertname-limit",
            paramLabel = "NUMBER",
            description = "Most alerts of one alertname that are taken in; more are dropped and counted. 0 is no limit."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int alertsPerName;

    @Option(
            names = "--data.maintenance-interval",
            paramLabel = "DURATION",
            description =
                    "How often expired silences and notification log entries are removed. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "15m")
    Duration dataMaintenanceInterval = Duration.ofMinutes(15);

    @Option(
            names = "--notify.resolved-when-muted",
            paramLabel = "WHEN",
            description =
                    "What becomes of a resolution that a silence, an inhibition or a time interval holds back, if the"
                            + " receiver was told that the alert fires: after sends it when the mute ends, never drops it, as"
                            + " Alertmanager does. Default: ${DEFAULT-VALUE}.",
            defaultValue = "after")
    ResolvedWhenMuted resolvedWhenMuted = ResolvedWhenMuted.after;

    @Option(
            names = "--notify.max-concurrency",
            paramLabel = "NUMBER",
            description =
                    "Most attempts of one integration at the same time; further ones wait for their turn, in the order"
                            + " of their flushes. Email makes at most 4. Default: ${DEFAULT-VALUE}.",
            defaultValue = "40")
    int notifyMaxConcurrency = DeliveryLimits.DEFAULTS.attempts();

    @Option(
            names = "--notify.max-waiting",
            paramLabel = "NUMBER",
            description =
                    "Most notifications of one integration that wait for their turn; further ones try to line up again"
                            + " later. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100000")
    int notifyMaxWaiting = DeliveryLimits.DEFAULTS.waiting();

    @Option(
            names = "--silences.max-silences",
            paramLabel = "NUMBER",
            description = "Most silences that are kept, those that are over included. 0 is no limit."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "0")
    int maxSilences = SilenceOptions.DEFAULTS.maxSilences();

    @Option(
            names = "--silences.max-silence-size-bytes",
            paramLabel = "BYTES",
            description =
                    "Largest silence, measured as Alertmanager stores it. 0 is no limit. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1048576")
    int maxSilenceSizeBytes = SilenceOptions.DEFAULTS.maxSizeBytes();

    @Option(
            names = "--silences.min-matchers",
            paramLabel = "NUMBER",
            description =
                    "Least matchers of a silence, not counting those that match the empty string. Silences that exist"
                            + " stay. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    int minSilenceMatchers = SilenceOptions.DEFAULTS.minMatchers();

    @Option(
            names = "--silences.max-duration",
            paramLabel = "DURATION",
            description = "Longest silence, from its start to its end. Silences that exist stay. 0s is no limit."
                    + " Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "0s")
    Duration maxSilenceDuration = SilenceOptions.DEFAULTS.maxDuration();

    @Option(
            names = "--silences.author",
            paramLabel = "WHO",
            description =
                    "Whose name a silence bears when the request is authenticated: request is the one that it names,"
                            + " or the user when it names none; authenticated is always the user. The audit has both."
                            + " Default: request.",
            converter = SilenceAuthorConverter.class)
    SilenceAuthor silenceAuthor = SilenceAuthor.REQUEST;

    @Option(
            names = "--silences.audit-records",
            paramLabel = "NUMBER",
            description =
                    "How many changes of silences are remembered for GET /api/tocsin/v1/silences/audit, and a tenth"
                            + " as many refusals. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5000")
    int silenceAuditRecords = SilenceOptions.DEFAULTS.auditRecords();

    @Option(
            names = "--log.silences",
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Log each change of silences: who, from where, what. Default: on; --no-log.silences turns it off.")
    boolean logSilences = true;

    @Option(names = "--no-log.silences", description = "Do not log changes of silences. Default: off.")
    boolean noLogSilences;

    @Option(
            names = "--dispatch.start-delay",
            paramLabel = "DURATION",
            description = "Least time from start until any group is notified. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "0s")
    Duration dispatchStartDelay = Duration.ZERO;

    @Option(
            names = "--template.max-steps",
            paramLabel = "NUMBER",
            description =
                    "Actions, iterations and calls in one execution of a template at most. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10000000")
    long templateMaxSteps = TemplateLimits.defaults(System::nanoTime).steps();

    @Option(
            names = "--template.max-output",
            paramLabel = "CHARACTERS",
            description = "Longest text that a template may make. Default: ${DEFAULT-VALUE}.",
            defaultValue = "8388608")
    int templateMaxOutput = TemplateLimits.defaults(System::nanoTime).output();

    @Option(
            names = "--template.timeout",
            paramLabel = "DURATION",
            description = "Longest execution of a template. Default: ${DEFAULT-VALUE}.",
            converter = DurationConverter.class,
            defaultValue = "10s")
    Duration templateTimeout = TemplateLimits.defaults(System::nanoTime).time();

    @Mixin
    WebOptions web = new WebOptions();

    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            description = "debug, info, warn or error. Default: ${DEFAULT-VALUE}.")
    Logging.Threshold logLevel = Logging.Threshold.info;

    @Option(names = "--log.format", paramLabel = "FORMAT", description = "logfmt or json. Default: ${DEFAULT-VALUE}.")
    Logging.Format logFormat = Logging.Format.logfmt;

    @Option(
            names = "--enable-feature",
            paramLabel = "WORD",
            split = ",",
            description =
                    "Alertmanager's features: classic-mode or utf8-strict-mode for matchers; others have no effect yet."
                            + " Default: none.")
    List<String> features = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description = "Evaluate, route and record, but deliver nothing: to run beside an existing pair."
                    + " Default: off.")
    boolean dryRun;

    /**
     * What the command line parser cannot see.
     *
     * @throws IllegalArgumentException with the option's name and what to write
     */
    void check() {
        matcherMode();
        web.check();
        effectiveDatasourceUrls().forEach(url -> requireHttp("--datasource.url", url));
        notifierUrls.forEach(url -> requireHttp("--notifier.url", url));
        requirePositive("--history.retention", historyRetention);
        if (historyMaxBytes < LEAST_HISTORY) {
            throw new IllegalArgumentException("--history.max-size must be at least " + LEAST_HISTORY);
        }
        requirePlainPath("--storage.path", storagePath);
        requirePositive("--evaluation.interval", evaluationInterval);
        requirePositive("--datasource.timeout", datasourceTimeout);
        requirePositive("--rules.alert.for-outage-tolerance", forOutageTolerance);
        requirePositive("--alerts.gc-interval", alertsGcInterval);
        requirePositive("--template.timeout", templateTimeout);
        requirePositive("--data.maintenance-interval", dataMaintenanceInterval);
        requireNotNegative("--alerts.per-alertname-limit", alertsPerName);
        requireNotNegative("--silences.max-silences", maxSilences);
        requireNotNegative("--silences.max-silence-size-bytes", maxSilenceSizeBytes);
        requireAtLeastOne("--silences.min-matchers", minSilenceMatchers);
        requireNotNegative("--silences.audit-records", silenceAuditRecords, "none");
        externalLabels.keySet().forEach(RunOptions::requireLabelName);
        requireAtLeastOne("--datasource.max-concurrency", datasourceMaxConcurrency);
        requireAtLeastOne("--notify.max-concurrency", notifyMaxConcurrency);
        requireAtLeastOne("--notify.max-waiting", notifyMaxWaiting);
        requireAtLeastOne("--template.max-steps", templateMaxSteps);
        requireAtLeastOne("--template.max-output", templateMaxOutput);
        requireAtLeastOne("--datasource.max-series", datasourceMaxSeries);
        requireAtLeastOne("--rules.template.max-queries", templateQueries);
        requireAtLeastOne("--rules.template.max-queries-per-text", templateQueriesPerText);
        requireAtLeastOne("--rules.template.max-total-output", templateTotalOutput);
    }

    static void requireAtLeastOne(String option, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1");
        }
    }

    private static void requireNotNegative(String option, long value) {
        requireNotNegative(option, value, "no limit");
    }

    private static void requireNotNegative(String option, long value, String zero) {
        if (value < 0) {
            throw new IllegalArgumentException("%s cannot be negative; 0 is %s".formatted(option, zero));
        }
    }

    static void requireHttp(String option, URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "%s: not a URL with http or https and a host; write e.g. http://localhost:9090".formatted(option));
        }
    }

    static void requirePositive(String option, Duration duration) {
        if (duration.isZero()) {
            throw new IllegalArgumentException(option + " must be longer than 0s");
        }
    }

    /** SQLite takes what follows a question mark for settings, and would open another file without a word. */
    private static void requirePlainPath(String option, Path path) {
        if (path.toAbsolutePath().toString().contains("?")) {
            throw new IllegalArgumentException(
                    "%s: %s has a question mark in it; name another directory".formatted(option, path));
        }
    }

    private static void requireLabelName(String name) {
        if (!LabelNames.UTF8.isValid(name) || name.equals(Labels.METRIC_NAME)) {
            throw new IllegalArgumentException("--external-label: `%s` is not a label name".formatted(name));
        }
    }

    SilenceOptions silenceOptions() {
        return new SilenceOptions(matcherMode().labelNames(), dataRetention, maxSilences, maxSilenceSizeBytes)
                .withGuards(minSilenceMatchers, maxSilenceDuration)
                .withAuditRecords(silenceAuditRecords);
    }

    DeliveryLimits deliveryLimits() {
        return new DeliveryLimits(notifyMaxConcurrency, notifyMaxWaiting);
    }

    /**
     * A dry run tells nobody, so what it holds for told must never be believed by a real one: it has a directory of its own.
     */
    Path effectiveStoragePath() {
        return dryRun ? storagePath.resolve("dry-run") : storagePath;
    }

    boolean logsSilences() {
        return logSilences && !noLogSilences;
    }

    /** What one execution of any template may cost. */
    TemplateLimits templateLimits() {
        TemplateLimits defaults = TemplateLimits.defaults(System::nanoTime);
        return new TemplateLimits(
                templateMaxSteps, templateMaxOutput, defaults.depth(), templateTimeout, defaults.nanoTime());
    }

    List<URI> effectiveDatasourceUrls() {
        return datasourceUrls.isEmpty() ? List.of(URI.create(DEFAULT_DATASOURCE)) : datasourceUrls;
    }

    /** @throws IllegalArgumentException when a feature is unknown or two exclude each other */
    MatcherMode matcherMode() {
        for (String feature : features) {
            if (!FEATURES.contains(feature)) {
                throw new IllegalArgumentException(
                        "--enable-feature: `%s` is unknown%s".formatted(feature, NearestName.hint(feature, FEATURES)));
            }
        }
        boolean classic = features.contains(CLASSIC_MODE);
        boolean strict = features.contains(UTF8_STRICT_MODE);
        if (classic && strict) {
            throw new IllegalArgumentException(
                    "--enable-feature: %s and %s exclude each other".formatted(CLASSIC_MODE, UTF8_STRICT_MODE));
        }
        if (classic) {
            return MatcherMode.CLASSIC;
        }
        return strict ? MatcherMode.UTF8_STRICT : MatcherMode.FALLBACK;
    }

    String effectiveDatasourceExternalUrl() {
        return String.valueOf(
                datasourceExternalUrl == null ? effectiveDatasourceUrls().get(0) : datasourceExternalUrl);
    }

    /** With other Alertmanagers to send to and no routing configuration, only rules are evaluated. */
    boolean routes() {
        return configFile != null || notifierUrls.isEmpty();
    }

    Path effectiveConfigFile() {
        return configFile == null ? Path.of(DEFAULT_CONFIG_FILE) : configFile;
    }

    /** What becomes of a resolution that a mute holds back; as written on the command line. */
    enum ResolvedWhenMuted {
        after,
        never
    }

    static final class SilenceAuthorConverter implements ITypeConverter<SilenceAuthor> {
        @Override
        public SilenceAuthor convert(String value) {
            return switch (value) {
                case "request" -> SilenceAuthor.REQUEST;
                case "authenticated" -> SilenceAuthor.AUTHENTICATED;
                default ->
                    throw new TypeConversionException(
                            "`%s` is nobody; write request or authenticated".formatted(value));
            };
        }
    }

    static final class PartialResponseConverter implements ITypeConverter<PartialResponse> {
        @Override
        public PartialResponse convert(String value) {
            return switch (value) {
                case "fail" -> PartialResponse.FAIL;
                case "warn" -> PartialResponse.WARN;
                case "ignore" -> PartialResponse.IGNORE;
                default ->
                    throw new TypeConversionException(
                            "`%s` is not a mode; write fail, warn or ignore".formatted(value));
            };
        }
    }
}
