package tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.config.RoutingConfig;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.matcher.MatcherParser;
import tocsin.router.matcher.MatcherSyntaxException;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.NodeOutcome;
import tocsin.router.route.RouteNode;
import tocsin.router.route.RouteTree;

/** {@code tocsin routes test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Prints the receivers that an alert with these labels reaches, with commas in between and in the"
                + " order of the tree, as `amtool config routes test`. Exit status 1 when the file has errors or the"
                + " receivers are not those of --verify.receivers.")
final class TestRoutesCommand implements Callable<Integer> {
    @Mixin
    private ConfigFile configFile = new ConfigFile();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME=VALUE",
            description = "Labels of the alert, e.g. severity=page or 'summary=\"with a blank\"'.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--verify.receivers",
            paramLabel = "A,B",
            description = "The receivers that it should be, in this order. Default: none, nothing is verified.")
    private @Nullable String expected;

    @Option(names = "--tree", description = "Also draws the routes that matched.")
    private boolean tree;

    @Option(names = "--explain", description = "Also tells of each route why it took the alert, or why not.")
    private boolean explain;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text or json, which has always the explanation. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Labels alert = alert();
        RoutingConfig config = configFile.read(spec.commandLine().getErr());
        if (config == null) {
            return ExitCode.PROBLEMS;
        }
        NodeExplanation explanation = new RouteTree(config.route()).explain(alert);
        List<String> receivers = explanation.reached().stream()
                .map(node -> node.route().receiver())
                .toList();
        print(alert, explanation, receivers);
        return verify(String.join(",", receivers));
    }

    private Labels alert() {
        MatcherParser parser = new MatcherParser(MatcherMode.FALLBACK);
        Labels.Builder alert = Labels.builder();
        for (String text : labels) {
            Matcher label = label(parser, text);
            alert.set(label.name(), label.value());
        }
        return alert.build();
    }

    private Matcher label(MatcherParser parser, String text) {
        try {
            Matcher matcher = parser.parseSingle(text).matchers().get(0);
            if (matcher.op() == Matcher.Op.EQUAL) {
                return matcher;
            }
        } catch (MatcherSyntaxException e) {
            throw notLabel(text, ": " + e.getMessage());
        }
        throw notLabel(text, "");
    }

    private ParameterException notLabel(String text, String why) {
        return new ParameterException(
                spec.commandLine(), "`%s` is not a label%s; write e.g. severity=page".formatted(text, why));
    }

    private void print(Labels alert, NodeExplanation explanation, List<String> receivers) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(output == OutputFormat.json ? json(alert, explanation, receivers) : text(explanation, receivers));
        out.flush();
    }

    private static String json(Labels alert, NodeExplanation explanation, List<String> receivers) {
        JsonObject labels = new JsonObject();
        alert.forEach(labels::put);
        return new JsonObject()
                .put("labels", labels)
                .put("receivers", RouteJson.array(receivers, name -> name))
                .put("explanation", RouteJson.explanation(explanation))
                .encode();
    }

    private String text(NodeExplanation explanation, List<String> receivers) {
        StringBuilder text = new StringBuilder();
        if (tree) {
            text.append("Matching routes:\n")
                    .append(new TreeDrawing<>(TestRoutesCommand::matched, TestRoutesCommand::matching)
                            .draw(explanation))
                    .append("\n\n");
        }
        if (explain) {
            text.append("Explanation:\n")
                    .append(new TreeDrawing<>(RouteText::explained, NodeExplanation::children).draw(explanation))
                    .append('\n');
        }
        return text + String.join(",", receivers);
    }

    private static String matched(NodeExplanation explanation) {
        RouteNode node = explanation.node();
        String receiver = explanation.outcome().isReached()
                ? "  receiver: " + node.route().receiver()
                : "";
        return RouteText.matchers(node) + receiver;
    }

    private static List<NodeExplanation> matching(NodeExplanation explanation) {
        return explanation.children().stream()
                .filter(child -> child.outcome() instanceof NodeOutcome.Reached
                        || child.outcome() instanceof NodeOutcome.PassedOn)
                .toList();
    }

    private int verify(String receivers) {
        if (expected == null || expected.equals(receivers)) {
            return ExitCode.FINE;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("tocsin: expected the receivers %s, found %s".formatted(expected, receivers));
        err.flush();
        return ExitCode.PROBLEMS;
    }
}
