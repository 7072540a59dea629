package tocsin.server.client;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.time.Clock;

/** {@code tocsin silence update}. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Changes times and comment of silences and prints their ids. One whose start changes, or that was over,"
                        + " gets a new id. Exit status 1 when one could not be changed; the others are all the same.")
final class SilenceUpdateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Of the silences to change.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private SilencePeriod times = new SilencePeriod();

    @Option(
            names = {"-c", "--comment"},
            paramLabel = "TEXT",
            description = "The new comment. Default: as it is.")
    private @Nullable String comment;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print ids only, no notes.")
    private boolean quiet;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock;

    SilenceUpdateCommand() {
        this(Instant::now);
    }

    SilenceUpdateCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Instant now = clock.now();
        times.check(spec, now);
        return server.ask(spec, client -> EachOne.of(spec, ids, id -> update(client, id, now)));
    }

    private void update(ApiClient client, String id, Instant now) throws ClientFailure {
        JsonObject silence = client.get("/api/v2/silence/" + MatcherArguments.encode(id))
                .accepted()
                .object();
        SilencePeriod.Period period = times.changed(period(silence), now);
        silence.put("startsAt", period.startsAt().toString())
                .put("endsAt", period.endsAt().toString());
        if (comment != null) {
            silence.put("comment", comment);
        }
        JsonObject made =
                client.post("/api/v2/silences", silence.toBuffer()).accepted().object();
        String newId = ApiTexts.text(made, "silenceID");
        spec.commandLine().getOut().println(newId);
        note(id, newId, times.show(period, now));
    }

    private static SilencePeriod.Period period(JsonObject silence) throws ClientFailure {
        Instant start = ApiTexts.time(silence, "startsAt").orElse(null);
        Instant end = ApiTexts.time(silence, "endsAt").orElse(null);
        if (start == null || end == null) {
            throw ClientFailure.couldNot("the server's silence has no start or no end");
        }
        return new SilencePeriod.Period(start, end);
    }

    private void note(String id, String newId, String period) {
        if (quiet) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("tocsin: " + (newId.equalsIgnoreCase(id) ? id : id + " was replaced by " + newId) + ", " + period);
        err.flush();
    }
}
