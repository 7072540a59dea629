package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.config.Problems;
import tocsin.templates.syntax.TemplateException;

/** What amtool 0.34 made of texts and data. */
class NotificationCorpusTest {
    private static final Map<String, String> EXCLUDED = Map.of("s-defaults-01", "the page of emails is our own");

    @TempDir
    static Path directory = Path.of("");

    private record Case(JsonObject json) {
        String text() {
            return json.getString("text");
        }

        String render() throws TemplateException {
            TemplateMode mode = json.getString("type", "text").equals("html") ? TemplateMode.HTML : TemplateMode.TEXT;
            TemplateData data = Trying.data(Resources.text("corpus/data/%s.json".formatted(json.getString("data"))));
            return TemplateTry.render(templates(), mode, text(), data, Trying.RUNTIME);
        }

        private NotificationTemplates templates() {
            String glob = json.getString("glob");
            return glob == null ? Trying.BUILT_IN : withFile(glob);
        }

        @Override
        public String toString() {
            return json.getString("id") + " " + text().replace('\n', ' ');
        }
    }

    private static NotificationTemplates withFile(String name) {
        Problems problems = new Problems("alertmanager.yml");
        try {
            Files.writeString(directory.resolve(name), Resources.text("corpus/tmpl/" + name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        NotificationTemplates templates = Trying.BUILT_IN.with(List.of(name), directory, problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(templates);
    }

    static Stream<Case> rendered() {
        return cases().filter(one -> !one.json().getBoolean("error", false));
    }

    static Stream<Case> failing() {
        return cases().filter(one -> one.json().getBoolean("error", false));
    }

    private static Stream<Case> cases() {
        return Resources.json("corpus/notification.json").stream()
                .map(one -> new Case((JsonObject) one))
                .filter(one -> !EXCLUDED.containsKey(one.json().getString("id")));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void renders_as_upstream(Case one) throws TemplateException {
        assertThat(one.render()).isEqualTo(one.json().getString("expect"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void fails_as_upstream(Case one) {
        assertThatThrownBy(one::render)
                .as(one.json().getString("why"))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template: ");
    }
}
