package tocsin.server.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.router.config.RoutingConfig;
import tocsin.router.route.RouteNode;
import tocsin.router.route.RouteTree;

/** {@code tocsin routes show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Draws the routing tree, as `amtool config routes show`. Exit status 1 when the file has errors.")
final class ShowRoutesCommand implements Callable<Integer> {
    @Mixin
    private ConfigFile configFile = new ConfigFile();

    @Option(
            names = "--options",
            description = "Also tells how each route groups, waits, repeats and mutes, inherited values included.")
    private boolean options;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text or json, which has always all options. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RoutingConfig config = configFile.read(spec.commandLine().getErr());
        if (config == null) {
            return ExitCode.PROBLEMS;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(text(new RouteTree(config.route()).root()));
        out.flush();
        return ExitCode.FINE;
    }

    private String text(RouteNode root) {
        if (output == OutputFormat.json) {
            return RouteJson.tree(root).encode();
        }
        TreeDrawing<RouteNode> drawing =
                new TreeDrawing<>(options ? RouteText::withOptions : RouteText::shown, RouteNode::children);
        return "Routing tree:\n" + drawing.draw(root);
    }
}
