package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads entries of one kind, in {@code /etc/tocsin}. */
public final class KindReading {
    private static final NotificationTemplates TEMPLATES = NotificationTemplates.builtIn();

    private final IntegrationKind kind;

    public KindReading(Function<NotificationTemplates, ? extends IntegrationKind> kind) {
        this.kind = kind.apply(TEMPLATES);
    }

    /** What came of one entry: null or a configuration, and what was said. */
    public record Outcome(@Nullable IntegrationConfig config, List<String> messages) {}

    public Outcome read(String entry, String global) {
        Problems problems = new Problems("a.yml");
        IntegrationConfig config = kind.read(yaml(entry), yaml(global), Path.of("/etc/tocsin"), problems);
        return new Outcome(
                config, problems.list().stream().map(Problem::toString).toList());
    }

    /** The configuration of an entry about which there is nothing to say. */
    public <T extends IntegrationConfig> T accepted(Class<T> type, String entry, String global) {
        Outcome outcome = read(entry, global);
        assertThat(outcome.messages()).isEmpty();
        return type.cast(Objects.requireNonNull(outcome.config()));
    }

    /** The entry has this one error, which does not hold {@code hunter2}. */
    public void refuses(String entry, String global, String message) {
        Outcome outcome = read(entry, global);
        assertThat(outcome.config()).isNull();
        assertThat(outcome.messages())
                .singleElement()
                .asString()
                .startsWith("a.yml:" + message)
                .doesNotContain("hunter2");
    }

    public static SecretSource file(String path) {
        return new SecretSource.InFile(Path.of("/etc/tocsin").resolve(path), Path.of(path));
    }

    /** A text without a default. */
    public static FieldText text(String field, String text) {
        return new FieldText(field, text, "");
    }

    /** What a field is that nobody configured. */
    public static FieldText called(String field, String template) {
        return FieldText.absent(field, "{{ template \"" + template + "\" . }}");
    }

    private static YamlMapping yaml(String text) {
        return (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", text), new Problems("x")));
    }
}
