package tocsin.server.client;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import tocsin.server.cli.ExitCode;

/** {@code tocsin silence import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes the silences of a JSON list, as export or `amtool silence query -o json` prints it, and prints"
                        + " their ids. One that the server knows by its id is changed, one that it does not know gets a new id. Exit"
                        + " status 1 when one was refused, 3 when the server failed; the others are made all the same.")
final class SilenceImportCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 128 << 20;
    private static final String PATH = "/api/v2/silences";

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Default: standard input, as is -.")
    private @Nullable Path file;

    @Option(
            names = {"-f", "--force"},
            description = "Make all of them anew, also those that the server knows by their ids.")
    private boolean force;

    @Option(
            names = {"-w", "--worker"},
            paramLabel = "NUMBER",
            defaultValue = "8",
            description = "How many requests are under way at once, 1 to 20. Default: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InputStream standardInput;
    /** Whether the server failed at one of them. */
    private boolean unable;

    SilenceImportCommand() {
        this(System.in);
    }

    SilenceImportCommand(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        if (workers < 1 || workers > 20) {
            throw new ParameterException(spec.commandLine(), "--worker must be from 1 to 20");
        }
        return server.ask(spec, client -> importAll(client, read()));
    }

    private JsonArray read() throws ClientFailure {
        String name = file == null ? "standard input" : file.toString();
        try (InputStream input = file == null || name.equals("-") ? standardInput : Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw ClientFailure.refused("%s: larger than %d bytes".formatted(name, MOST_BYTES));
            }
            return new JsonArray(Buffer.buffer(bytes));
        } catch (NoSuchFileException e) {
            throw ClientFailure.refused(name + ": no such file");
        } catch (IOException e) {
            throw ClientFailure.refused("%s: cannot be read: %s".formatted(name, e.getMessage()));
        } catch (DecodeException | ClassCastException e) {
            throw ClientFailure.refused("%s: not a JSON list of silences: %s".formatted(name, firstLine(e)));
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Some at once, and these answered before the next are begun: what is printed keeps the order of the file. */
    private int importAll(ApiClient client, JsonArray silences) throws ClientFailure {
        int made = 0;
        for (int from = 0; from < silences.size(); from += workers) {
            made += importSome(client, silences, from, Math.min(silences.size(), from + workers));
        }
        err().println("tocsin: %d of %d silences imported".formatted(made, silences.size()));
        err().flush();
        if (made == silences.size()) {
            return ExitCode.FINE;
        }
        return unable ? ExitCode.COULD_NOT : ExitCode.PROBLEMS;
    }

    private int importSome(ApiClient client, JsonArray silences, int from, int to) throws ClientFailure {
        List<Integer> places = new ArrayList<>();
        List<Buffer> bodies = new ArrayList<>();
        for (int place = from; place < to; place++) {
            if (silences.getValue(place) instanceof JsonObject silence) {
                places.add(place);
                bodies.add(body(silence, force));
            } else {
                report(place, new JsonObject(), "not a JSON object");
            }
        }
        List<Future<ApiAnswer>> answers = client.postAll(PATH, bodies);
        int made = 0;
        ClientFailure unanswered = null;
        for (int i = 0; i < answers.size(); i++) {
            int place = places.get(i);
            try {
                JsonObject silence = silences.getJsonObject(place);
                made += isMade(client, place, silence, ApiClient.await(answers.get(i))) ? 1 : 0;
            } catch (ClientFailure e) {
                // The ids of those beside it that were made are still printed.
                unanswered = e;
            }
        }
        if (unanswered != null) {
            throw unanswered;
        }
        return made;
    }

    /** Without what the server fills in itself. */
    private static Buffer body(JsonObject silence, boolean withoutId) {
        JsonObject posted = silence.copy();
        posted.remove("status");
        posted.remove("updatedAt");
        if (withoutId) {
            posted.remove("id");
        }
        return posted.toBuffer();
    }

    private boolean isMade(ApiClient client, int place, JsonObject silence, ApiAnswer first) throws ClientFailure {
        boolean unknownId = first.status() == 404 && silence.containsKey("id") && !force;
        ApiAnswer answer = unknownId ? client.post(PATH, body(silence, true)) : first;
        if (answer.successful()) {
            spec.commandLine().getOut().println(ApiTexts.text(answer.object(), "silenceID"));
            return true;
        }
        unable |= answer.status() >= 500;
        report(place, silence, answer.words());
        return false;
    }

    private void report(int place, JsonObject silence, String why) {
        String id = ApiTexts.text(silence, "id");
        String comment = ApiTexts.text(silence, "comment");
        String which = (id.isEmpty() ? "" : " " + id) + (comment.isEmpty() ? "" : " (" + comment + ")");
        err().println("tocsin: silence %d%s: %s".formatted(place + 1, TextTable.oneLine(which), why));
        err().flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
