package tocsin.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin template render}. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Prints what a template makes, and nothing else. Exit status 1 when it fails.")
final class RenderCommand implements Callable<Integer> {
    @Option(
            names = "--template.glob",
            paramLabel = "GLOB",
            description = "Template files that the text may call; repeatable. Default: only the built-in templates.")
    private List<String> globs = new ArrayList<>();

    @Option(names = "--template.text", paramLabel = "TEXT", required = true, description = "What to render.")
    private String text = "";

    @Option(
            names = "--template.data",
            paramLabel = "FILE",
            description = "JSON of the notification, as webhooks get it. Default: a built-in example.")
    private @Nullable Path data;

    @Option(names = "--template.type", paramLabel = "TYPE", description = "text or html. Default: ${DEFAULT-VALUE}.")
    private NotificationRendering.Type type = NotificationRendering.Type.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.print(new NotificationRendering(globs, data, type).render(text));
            out.flush();
            return ExitCode.FINE;
        } catch (RenderingFailed e) {
            spec.commandLine().getErr().println("tocsin: " + e.getMessage());
            return ExitCode.PROBLEMS;
        }
    }
}
