package tocsin.server.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tocsin.model.Labels;
import tocsin.rules.RuleDialect;

/** {@code tocsin template render}. Writes the text as it is, without a line end of its own. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description =
                "Prints what a template makes of a sample. Exit status 1, and the error, when it cannot be expanded.")
final class RenderCommand implements Callable<Integer> {
    @Option(
            names = "--rule",
            description =
                    "The template is a label or an annotation of an alerting rule. Default: a text of a notification.")
    private boolean rule;

    @Option(names = "--template.text", paramLabel = "TEXT", description = "The template. Default: none, it is needed.")
    private @Nullable String text;

    @Option(
            names = "--template.glob",
            paramLabel = "GLOB",
            description =
                    "Without --rule: template files that the text may call; repeatable. Default: only built-in ones.")
    private List<String> globs = new ArrayList<>();

    @Option(
            names = "--template.data",
            paramLabel = "FILE",
            description = "Without --rule: JSON of a notification as webhooks get it. Default: a built-in example.")
    private @Nullable Path data;

    @Option(
            names = "--template.type",
            paramLabel = "TYPE",
            description = "Without --rule: text or html. Default: ${DEFAULT-VALUE}.")
    private NotificationRendering.Type type = NotificationRendering.Type.text;

    @Option(
            names = "--labels",
            paramLabel = "NAME=VALUE",
            split = ",",
            description = "With --rule: labels of the sample; repeatable, or with commas in between. Default: none.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--value",
            paramLabel = "NUMBER",
            description = "With --rule: value of the sample, e.g. 0.5, 1e9, NaN or +Inf. Default: ${DEFAULT-VALUE}.",
            converter = SampleValueConverter.class,
            defaultValue = "0")
    private double value;

    @Option(
            names = "--external-label",
            paramLabel = "NAME=VALUE",
            description = "With --rule: what $externalLabels holds; repeatable. Default: none.")
    private Map<String, String> externalLabels = new LinkedHashMap<>();

    @Option(
            names = "--external-url",
            paramLabel = "URL",
            description = "With --rule: what $externalURL is. Default: ${DEFAULT-VALUE}.",
            defaultValue = "http://localhost:9090")
    private String externalUrl = "http://localhost:9090";

    @Option(
            names = "--datasource.url",
            paramLabel = "URL",
            description = "With --rule: the Prometheus-compatible API that `query` asks. Default: none, it fails.")
    private @Nullable URI datasourceUrl;

    @Option(
            names = "--rules.dialect",
            paramLabel = "DIALECT",
            description = "With --rule: prometheus or vmalert. Default: prometheus.",
            converter = DialectConverter.class)
    private RuleDialect dialect = RuleDialect.PROMETHEUS;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (text == null) {
            throw new ParameterException(spec.commandLine(), "--template.text=TEXT is missing");
        }
        return print(rule ? rule().render(text) : new NotificationRendering(globs, data, type).render(text));
    }

    private RuleRendering rule() {
        return new RuleRendering(
                dialect.templates(), Labels.of(labels), value, Labels.of(externalLabels), externalUrl, datasourceUrl);
    }

    private int print(Rendered rendered) {
        if (rendered.error() == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(rendered.text());
            out.flush();
            return ExitCode.FINE;
        }
        spec.commandLine().getErr().println("tocsin: " + rendered.error());
        return ExitCode.PROBLEMS;
    }
}
