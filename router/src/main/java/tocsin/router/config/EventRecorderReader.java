package tocsin.router.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.UrlSyntax;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.GoDurations;

/** Validates {@code event_recorder}. */
final class EventRecorderReader {
    private static final List<String> BATCH_KEYS =
            List.of("batch_max_events", "batch_max_bytes", "batch_flush_interval");

    private final SectionReader httpConfig;
    private final SectionReader tlsConfig;
    private final Path directory;
    private final UnappliedFeatures features;
    private final Problems problems;

    EventRecorderReader(
            SectionReader httpConfig,
            SectionReader tlsConfig,
            Path directory,
            UnappliedFeatures features,
            Problems problems) {
        this.httpConfig = httpConfig;
        this.tlsConfig = tlsConfig;
        this.directory = directory;
        this.features = features;
        this.problems = problems;
    }

    void read(Fields top) {
        YamlMapping section = top.mapping("event_recorder");
        if (section == null) {
            return;
        }
        features.used(Feature.EVENT_RECORDER, section);
        Fields fields = new Fields(section, problems);
        each(fields, "file_outputs", output -> require(output, "path"));
        each(fields, "webhook_outputs", this::webhook);
        each(fields, "kafka_outputs", this::kafka);
        each(fields, "stdout_outputs", output -> {});
        fields.finish();
    }

    private void each(Fields fields, String key, Consumer<Fields> reader) {
        for (YamlNode node : fields.list(key)) {
            if (node instanceof YamlMapping section) {
                Fields output = new Fields(section, problems);
                reader.accept(output);
                output.finish();
            } else {
                problems.error(node, "`%s` takes a list of mappings, found %s".formatted(key, node.describe()));
            }
        }
    }

    private void require(Fields output, String key) {
        if (output.string(key, "").isEmpty()) {
            problems.error(output.mapping(), "missing `%s`".formatted(key));
        }
    }

    private void webhook(Fields output) {
        require(output, "url");
        output.parsed("url", "", "", text -> text.isEmpty() ? text : UrlSyntax.requireSecret(text));
        validate(output, "http_config", httpConfig);
        output.parsed("timeout", Duration.ZERO, Duration.ZERO, GoDurations::parseOrNanos);
        output.parsed("retry_backoff", Duration.ZERO, Duration.ZERO, GoDurations::parseOrNanos);
        output.parsed("batch_flush_interval", Duration.ZERO, Duration.ZERO, GoDurations::parseOrNanos);
        List.of("workers", "max_retries", "batch_max_events", "batch_max_bytes").forEach(key -> output.count(key, 0));
        if (!output.bool("batch", false)) {
            BATCH_KEYS.stream()
                    .filter(output::has)
                    .forEach(key -> problems.error(
                            output.position(key), "`%s` has no effect without `batch: true`".formatted(key)));
        }
    }

    private void kafka(Fields output) {
        List<YamlScalar> brokers = output.scalars("brokers");
        if (brokers.isEmpty()
                || brokers.stream().anyMatch(broker -> broker.text().isEmpty())) {
            problems.error(output.position("brokers"), "`brokers` needs at least one, and none of them empty");
        }
        require(output, "topic");
        output.string("client_id");
        output.choice("format", "", List.of("", "json", "protobuf"));
        output.choice("acks", "", List.of("", "none", "leader", "all"));
        output.choice("compression", "", List.of("", "none", "gzip", "snappy", "lz4", "zstd"));
        output.count("buffer_size", 0);
        validate(output, "tls_config", tlsConfig);
    }

    private void validate(Fields fields, String key, SectionReader reader) {
        YamlMapping section = fields.mapping(key);
        if (section != null) {
            reader.validate(section, directory, problems);
        }
    }
}
