package tocsin.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.notifiers.template.DataReader;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.SampleData;
import tocsin.notifiers.template.TemplateData;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.notifiers.template.TemplateTry;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;

/** Renders a text as notifications do. */
final class NotificationRendering {
    private static final Path WORKING_DIRECTORY = Path.of("");
    private static final String SAMPLE_URL = "https://tocsin.example.com";

    private final List<String> globs;
    private final @Nullable Path data;
    private final Type type;

    /** As written on the command line. */
    enum Type {
        text,
        html
    }

    /** @param data null for a built-in example */
    NotificationRendering(List<String> globs, @Nullable Path data, Type type) {
        this.globs = List.copyOf(globs);
        this.data = data;
        this.type = type;
    }

    Rendered render(String text) {
        try {
            return new Rendered(text(text), null);
        } catch (RenderingFailed e) {
            return new Rendered("", e.getMessage());
        }
    }

    private String text(String text) throws RenderingFailed {
        TemplateRuntime runtime = new TemplateRuntime(Instant::now, TemplateLimits.defaults(System::nanoTime));
        TemplateMode mode = type == Type.html ? TemplateMode.HTML : TemplateMode.TEXT;
        try {
            return TemplateTry.render(templates(), mode, text, data(runtime), runtime);
        } catch (TemplateException e) {
            throw new RenderingFailed(e.getMessage());
        }
    }

    private NotificationTemplates templates() throws RenderingFailed {
        Problems problems = new Problems("--template.glob");
        NotificationTemplates templates = NotificationTemplates.builtIn().with(globs, WORKING_DIRECTORY, problems);
        if (templates == null) {
            throw failed(problems);
        }
        return templates;
    }

    private TemplateData data(TemplateRuntime runtime) throws RenderingFailed {
        if (data == null) {
            return SampleData.first(runtime.clock().now(), SAMPLE_URL);
        }
        Problems problems = new Problems(data.toString());
        Source source = Source.read(data.toString(), data, Source.DEFAULT_MAX_BYTES, problems);
        if (source == null) {
            throw failed(problems);
        }
        try {
            return DataReader.read(source.text(), ZoneId.systemDefault());
        } catch (IllegalArgumentException e) {
            throw new RenderingFailed("%s: %s".formatted(data, e.getMessage()));
        }
    }

    private static RenderingFailed failed(Problems problems) {
        return new RenderingFailed(
                problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }

    /** The message says why. */
    private static final class RenderingFailed extends Exception {
        private static final long serialVersionUID = 1;

        RenderingFailed(@Nullable String message) {
            super(message);
        }
    }
}
