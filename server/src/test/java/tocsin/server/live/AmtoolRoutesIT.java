package tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.matcher.MatcherMode;
import tocsin.server.cli.RoutesCommand;
import tocsin.server.routing.RoutingFiles;

/** The installed amtool and Tocsin draw the same trees and route the same labels alike; and amtool reads what the API shows. */
class AmtoolRoutesIT {
    private static final int TREES = 60;
    private static final int LABEL_SETS = 6;
    private static final Path READER_FILES = Path.of("..", "router/src/test/resources/tocsin/router/config");

    @TempDir
    static Path directory = Path.of("");

    private static Path amtool = Path.of("");

    @BeforeAll
    static void findAmtool() {
        amtool = Programs.require("amtool");
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, TREES).boxed();
    }

    @ParameterizedTest(name = "tree {0}")
    @MethodSource("seeds")
    void generated_trees_are_drawn_and_routed_alike(int seed) throws Exception {
        Generator generator = new Generator(new Random(seed));
        Path file = Files.writeString(directory.resolve("am.yml"), generator.config());
        String config = "--config.file=" + file;

        assertThat(ours("show", config))
                .as(Files.readString(file))
                .startsWith("0\n")
                .isEqualTo(amtools("show", config));
        for (int i = 0; i < LABEL_SETS; i++) {
            List<String> labels = generator.labels();
            assertThat(ours("test", config, "--tree", labels))
                    .as("%s in %s", labels, Files.readString(file))
                    .startsWith("0\n")
                    .isEqualTo(amtools("test", config, "--tree", labels));
        }
    }

    static Stream<Path> shownFiles() throws IOException {
        JsonArray corpus = new JsonArray(Files.readString(READER_FILES.resolve("corpus/cases.json")));
        return Stream.concat(
                Stream.of(READER_FILES.resolve("redaction/old.yml")),
                corpus.stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("expect").equals("good"))
                        .map(one -> READER_FILES.resolve("corpus").resolve(one.getString("file"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shownFiles")
    void amtool_loads_what_the_status_api_shows(Path file) throws Exception {
        Result original = run("config", "routes", "show", "--config.file=" + file);
        assumeTrue(original.status() == 0, "this amtool does not know all keys of the file");
        Path shown =
                Files.writeString(directory.resolve("shown.yml"), read(file).redacted());

        Result redacted = run("config", "routes", "show", "--config.file=" + shown);

        assertThat(redacted).as(Files.readString(shown)).isEqualTo(original);
        assertThat(run("check-config", shown.toString()).status()).isEqualTo(0);
    }

    private static RoutingConfig read(Path file) throws IOException {
        Problems problems = new Problems(file.toString());
        RoutingConfig config = new RoutingFiles(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION)
                .readAlone(new Source(file.toString(), Files.readString(file)), file.getParent(), problems);
        assertThat(config).as("%s", problems.list()).isNotNull();
        return config;
    }

    private static String ours(String command, String config, Object... more) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new RoutesCommand()).setOut(new PrintWriter(out, true));
        int status = line.execute(arguments(command, config, more).toArray(String[]::new));
        return status + "\n" + out;
    }

    private static String amtools(String command, String config, Object... more) throws Exception {
        String[] arguments = Stream.concat(Stream.of("config", "routes"), arguments(command, config, more))
                .toArray(String[]::new);
        Result result = run(arguments);
        return result.status() + "\n" + result.out();
    }

    private static Stream<String> arguments(String command, String config, Object... more) {
        return Stream.concat(
                Stream.of(command, config),
                Stream.of(more)
                        .flatMap(each -> each instanceof List<?> list ? list.stream() : Stream.of(each))
                        .map(String::valueOf));
    }

    private record Result(int status, String out) {}

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(amtool.toString()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out);
    }

    /** Grows trees and label sets out of few names and values, so that they often meet. */
    private static final class Generator {
        private static final List<String> NAMES = List.of("team", "severity", "env");
        private static final List<String> VALUES = List.of("a", "b", "ab", "é", "a b", "q\"q", "x\\y", "");

        private final Random random;
        private int receivers;

        Generator(Random random) {
            this.random = random;
        }

        String config() {
            String routes = routes(3, "  ");
            String names = IntStream.rangeClosed(0, receivers)
                    .mapToObj(i -> "- name: r" + i)
                    .collect(Collectors.joining("\n"));
            return "route:\n  receiver: r0\n" + routes + "receivers:\n" + names + "\n";
        }

        private String routes(int depth, String indent) {
            int count = depth == 0 ? 0 : random.nextInt(4);
            if (count == 0) {
                return "";
            }
            StringBuilder routes = new StringBuilder(indent + "routes:\n");
            for (int i = 0; i < count; i++) {
                routes.append(route(depth, indent));
            }
            return routes.toString();
        }

        private String route(int depth, String indent) {
            StringBuilder route = new StringBuilder(indent + "- " + matchers(indent + "  "));
            if (random.nextInt(3) > 0) {
                route.append(indent).append("  receiver: r").append(++receivers).append('\n');
            }
            if (random.nextInt(3) == 0) {
                route.append(indent).append("  continue: true\n");
            }
            return route.append(routes(depth - 1, indent + "  ")).toString();
        }

        private String matchers(String indent) {
            return switch (random.nextInt(6)) {
                case 0 -> "match: {%s: %s}\n".formatted(name(), yaml(value()));
                case 1 -> "match_re: {%s: '%s'}\n".formatted(name(), regex());
                case 2 ->
                    "match: {%s: %s}\n%smatchers: [%s]\n".formatted(name(), yaml(value()), indent, yaml(matcher()));
                case 3 -> "matchers: []\n";
                default -> "matchers: [%s, %s]\n".formatted(yaml(matcher()), yaml(matcher()));
            };
        }

        private String matcher() {
            return switch (random.nextInt(4)) {
                case 0 -> name() + "=" + quoted(value());
                case 1 -> name() + " != " + quoted(value());
                case 2 -> name() + "=~" + quoted(regex());
                default -> name() + "!~" + quoted(regex());
            };
        }

        List<String> labels() {
            return NAMES.stream()
                    .filter(name -> random.nextInt(4) > 0)
                    .map(name -> name + "=" + quoted(value()))
                    .toList();
        }

        private String name() {
            return NAMES.get(random.nextInt(NAMES.size()));
        }

        private String value() {
            return VALUES.get(random.nextInt(VALUES.size()));
        }

        private String regex() {
            return List.of("a.*", ".*", "", "a|b", "(?i)A", "[ab]+", ".", "q\"q")
                    .get(random.nextInt(8));
        }

        private static String quoted(String value) {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }

        private static String yaml(String text) {
            return '\'' + text + '\'';
        }
    }
}
