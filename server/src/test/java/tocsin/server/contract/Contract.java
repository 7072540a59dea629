package tocsin.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** The chapters, what was recorded for them, and tests of servers against both. */
public final class Contract {
    private static final String FILES = "src/test/resources/tocsin/server/contract";

    private final Path tables;
    private final Path recordings;

    /** @param module the directory of the module */
    public Contract(Path module) {
        this.tables = module.resolve(FILES);
        this.recordings = tables.resolve("alertmanager");
    }

    /** Starts a server for a chapter. */
    public interface Starter {
        Target start(Chapter chapter) throws IOException;
    }

    /** In the order of their names. */
    public List<Chapter> chapters() throws IOException {
        try (Stream<Path> files = Files.list(tables)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .map(Contract::chapter)
                    .toList();
        }
    }

    private static Chapter chapter(Path file) {
        try {
            return ChapterReader.read(file.getFileName().toString().replace(".yml", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks a real Alertmanager and writes down what it answers. */
    public void record(Starter alertmanager) throws IOException {
        for (Chapter chapter : chapters()) {
            JsonObject recorded = new JsonObject();
            run(chapter, alertmanager).forEach(recorded::put);
            Files.createDirectories(recordings);
            Files.writeString(recording(chapter), recorded.encodePrettily() + "\n");
        }
    }

    /** The recorded server must still answer as it was recorded. */
    public Stream<DynamicContainer> recordedServer(Starter alertmanager) throws IOException {
        return chapters().stream().map(chapter -> tests(chapter, alertmanager, Contract::compareRecorded));
    }

    /** Tocsin must answer as was recorded, or as the table says. */
    public Stream<DynamicContainer> tocsin(Starter tocsin) throws IOException {
        return chapters().stream().map(chapter -> tests(chapter, tocsin, Contract::compare));
    }

    /** Looks at answers as they came over the wire. */
    public interface Witness {
        /** @param target with what was put in for its variables */
        void sees(String method, String target, Seen answer);
    }

    /** @param contentType empty when there is none */
    public record Seen(int status, String contentType, String body) {}

    /** Puts every request to Tocsin and shows each answer. */
    public void eachAnswer(Starter tocsin, Witness witness) throws IOException {
        for (Chapter chapter : chapters()) {
            try (Target target = tocsin.start(chapter)) {
                ChapterRun.of(chapter, target, witness);
            }
        }
    }

    private interface Comparison {
        void check(Exchange exchange, JsonObject recorded, JsonObject answer);
    }

    /** @param comparison gets all that was recorded in the chapter, by the names of the requests */
    private DynamicContainer tests(Chapter chapter, Starter starter, Comparison comparison) {
        JsonObject recorded = recorded(chapter);
        Map<String, JsonObject> answers = run(chapter, starter);
        return DynamicContainer.dynamicContainer(
                chapter.name(),
                chapter.exchanges().stream()
                        .map(exchange -> DynamicTest.dynamicTest(
                                exchange.name(),
                                () -> comparison.check(
                                        exchange,
                                        recorded,
                                        Objects.requireNonNull(answers.get(exchange.name()), exchange.name())))));
    }

    private static void compareRecorded(Exchange exchange, JsonObject recorded, JsonObject answer) {
        assertSame(exchange, "", recorded.getJsonObject(exchange.name()), answer);
    }

    private static void compare(Exchange exchange, JsonObject recorded, JsonObject answer) {
        Difference differs = exchange.differs();
        JsonObject expected = differs == null
                ? Additions.in(recorded.getJsonObject(exchange.name()))
                : differs.applyTo(recorded, exchange.name());
        assertSame(exchange, reason(differs), expected, Additions.uncompressed(answer));
    }

    private static void assertSame(Exchange exchange, String reason, JsonObject expected, JsonObject answer) {
        assertThat(pretty(Answer.withoutErrorTexts(answer)))
                .as("%s %s%s", exchange.method(), exchange.target(), reason)
                .isEqualTo(pretty(Answer.withoutErrorTexts(expected)));
    }

    private static String reason(@Nullable Difference differs) {
        return differs == null ? "" : ", where Tocsin differs because " + differs.because();
    }

    private static Map<String, JsonObject> run(Chapter chapter, Starter starter) {
        try (Target target = starter.start(chapter)) {
            return ChapterRun.of(chapter, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path recording(Chapter chapter) {
        return recordings.resolve(chapter.name() + ".json");
    }

    private JsonObject recorded(Chapter chapter) {
        try {
            return new JsonObject(Files.readString(recording(chapter)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the fields in order: theirs means nothing to clients. */
    private static String pretty(JsonObject answer) {
        return ((JsonObject) sorted(answer)).encodePrettily();
    }

    private static Object sorted(Object json) {
        if (json instanceof JsonObject object) {
            JsonObject sorted = new JsonObject();
            object.fieldNames().stream().sorted().forEach(name -> sorted.put(name, sorted(object.getValue(name))));
            return sorted;
        }
        if (json instanceof JsonArray array) {
            JsonArray sorted = new JsonArray();
            array.forEach(element -> sorted.add(sorted(element)));
            return sorted;
        }
        return json;
    }
}
