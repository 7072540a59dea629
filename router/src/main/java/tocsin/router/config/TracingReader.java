package tocsin.router.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.model.GoDurations;

/** Validates {@code tracing}. */
final class TracingReader {
    private final SectionReader tlsConfig;
    private final Path directory;
    private final UnappliedFeatures features;
    private final Problems problems;

    TracingReader(SectionReader tlsConfig, Path directory, UnappliedFeatures features, Problems problems) {
        this.tlsConfig = tlsConfig;
        this.directory = directory;
        this.features = features;
        this.problems = problems;
    }

    void read(Fields top) {
        YamlMapping section = top.mapping("tracing");
        if (section == null) {
            return;
        }
        features.used(Feature.TRACING, section);
        Fields fields = new Fields(section, problems);
        fields.choice("client_type", "", List.of("", "grpc", "http"));
        if (fields.string("endpoint", "").isEmpty()) {
            problems.error(section, "`tracing` needs an `endpoint`");
        }
        fields.parsed("sampling_fraction", 0.0, 0.0, TracingReader::fraction);
        fields.bool("insecure", false);
        fields.choice("compression", "", List.of("", "gzip"));
        fields.parsed("timeout", Duration.ZERO, Duration.ZERO, GoDurations::parseOrNanos);
        readHeaders(fields.mapping("headers"));
        YamlMapping tls = fields.mapping("tls_config");
        if (tls != null) {
            tlsConfig.validate(tls, directory, problems);
        }
        fields.finish();
    }

    private static double fraction(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("`%s` is not a number; write e.g. `0.1`".formatted(text), e);
        }
    }

    private void readHeaders(@Nullable YamlMapping headers) {
        if (headers == null) {
            return;
        }
        headers.entries().forEach((name, entry) -> readHeader(name, entry.value()));
    }

    private void readHeader(String name, YamlNode node) {
        if (!(node instanceof YamlMapping section)) {
            problems.error(node, "header `%s` takes a mapping with `values` or `secrets`".formatted(name));
            return;
        }
        Fields fields = new Fields(section, problems);
        fields.scalars("values");
        fields.scalars("secrets");
        if (!fields.list("files").isEmpty()) {
            problems.error(fields.position("files"), "headers of `tracing` cannot come from `files`");
        }
        fields.finish();
    }
}
