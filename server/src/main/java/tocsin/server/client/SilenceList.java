package tocsin.server.client;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tocsin.model.Matcher;

/** Silences as the server lists them, and as amtool prints them. */
final class SilenceList {
    private static final Comparator<JsonObject> BY_END =
            Comparator.comparing(silence -> ApiTexts.time(silence, "endsAt").orElse(Instant.MIN));

    private SilenceList() {}

    /** Those that have all of the matchers among theirs; all states. */
    static List<JsonObject> ask(ApiClient client, List<Matcher> matchers) throws ClientFailure {
        return ApiTexts.objects(client.get("/api/v2/silences" + MatcherArguments.query(matchers))
                        .accepted()
                        .list())
                .toList();
    }

    /** In the server's eyes, whose clock may differ from ours. */
    static boolean isExpired(JsonObject silence) {
        return ApiTexts.text(ApiTexts.object(silence, "status"), "state").equals("expired");
    }

    static String table(List<JsonObject> silences, ZoneId zone) {
        TextTable table = new TextTable("ID", "Matchers", "Ends At", "Created By", "Comment");
        silences.stream()
                .sorted(BY_END)
                .forEach(silence -> table.row(
                        ApiTexts.text(silence, "id"),
                        matchers(silence),
                        ApiTexts.shownTime(silence, "endsAt", zone),
                        ApiTexts.text(silence, "createdBy"),
                        ApiTexts.text(silence, "comment")));
        return table.toString();
    }

    private static String matchers(JsonObject silence) {
        return ApiTexts.list(silence, "matchers").stream()
                .map(MatcherArguments::show)
                .collect(Collectors.joining(" "));
    }
}
