package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import tocsin.router.Router;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceOutcome;
import tocsin.time.Clock;

/** {@code /api/v2/silences} and {@code /api/v2/silence/{id}}. */
final class SilencesApi {
    private static final String ID = "silenceID";

    private final Vertx vertx;
    private final RouterAccess router;
    private final MatcherMode matchers;
    private final Clock clock;
    private final Requester requester;
    private final SilenceAuthor author;

    SilencesApi(
            Vertx vertx,
            RouterAccess router,
            MatcherMode matchers,
            Clock clock,
            Requester requester,
            SilenceAuthor author) {
        this.vertx = vertx;
        this.router = router;
        this.matchers = matchers;
        this.clock = clock;
        this.requester = requester;
        this.author = author;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/v2/silences").get(this::list).post(this::set).only();
        routes.at("/api/v2/silence/:" + ID).get(this::show).delete(this::expire).only();
    }

    private void list(RoutingContext context) {
        SilencesQuery query = SilencesQuery.of(QueryParameters.of(context), matchers);
        router.ask(asked -> Future.succeededFuture(asked.silences().list()))
                .onSuccess(all -> StreamedAnswer.send(vertx, context, new Listing(all, query, clock.now())))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }

    private static final class Listing implements Pieces {
        private final Iterator<Silence> silences;
        private final SilencesQuery query;
        private final Instant now;
        private boolean begun;

        Listing(List<Silence> silences, SilencesQuery query, Instant now) {
            this.silences = silences.iterator();
            this.query = query;
            this.now = now;
        }

        @Override
        public boolean writeNext(JsonGenerator json) throws IOException {
            if (!begun) {
                json.writeStartArray();
                begun = true;
            }
            if (!silences.hasNext()) {
                json.writeEndArray();
                return false;
            }
            Silence silence = silences.next();
            if (query.keeps(silence, now)) {
                SilenceJson.write(json, silence, now);
            }
            return true;
        }
    }

    private void set(RoutingContext context) {
        byte[] body = Answers.body(context);
        ChangeOrigin origin = requester.origin(context);
        // In order, so one at a time: a body may be large, and take seconds.
        vertx.executeBlocking(() -> SilenceReader.read(body))
                .map(request -> author.sign(request, requester.user(context)))
                .compose(request -> router.ask(asked -> asked.silences().set(request, origin)))
                .onSuccess(outcome -> outcome.fold(
                        accepted -> answerId(context, accepted.silence().id()),
                        unknown -> Answers.string(context, 404, "silence not found"),
                        refused -> Answers.string(context, 400, refused.message())))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }

    private static Future<Void> answerId(RoutingContext context, String id) {
        return Answers.json(context, 200, "{\"silenceID\":%s}\n".formatted(JsonText.quote(id)));
    }

    private void show(RoutingContext context) {
        String id = SilenceId.parse(context.pathParam(ID));
        router.ask(asked -> Future.succeededFuture(asked.silences().find(id)))
                .onSuccess(found -> found.ifPresentOrElse(
                        silence -> StreamedAnswer.send(vertx, context, one(silence, clock.now())),
                        () -> Answers.empty(context, 404)))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }

    private static Pieces one(Silence silence, Instant now) {
        return json -> {
            SilenceJson.write(json, silence, now);
            return false;
        };
    }

    private void expire(RoutingContext context) {
        String id = SilenceId.parse(context.pathParam(ID));
        ChangeOrigin origin = requester.origin(context);
        router.ask((Router asked) -> asked.silences().expire(id, origin))
                .onSuccess((SilenceOutcome outcome) -> outcome.fold(
                        accepted -> Answers.empty(context, 200),
                        unknown -> Answers.empty(context, 404),
                        refused -> Answers.string(context, 400, refused.message())))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }
}
