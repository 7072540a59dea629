package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.model.LabelNames;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.pipeline.TestRequest;
import tocsin.router.pipeline.TestedIntegration;
import tocsin.router.pipeline.TestedIntegration.Answer;

/** {@code POST /api/tocsin/v1/receivers/{name}/test}: tells a receiver of an alert that nobody has, and what it answered. */
final class ReceiverTestApi {
    private static final FieldNames FIELDS = FieldNames.of("labels", "resolve");
    private static final String NAME = "name";

    private final Vertx vertx;
    private final RouterAccess router;
    private final Requester requester;
    private final LabelNames labelNames;
    private final boolean dryRun;

    /** @param dryRun whether notifiers only pretend */
    ReceiverTestApi(Vertx vertx, RouterAccess router, Requester requester, LabelNames labelNames, boolean dryRun) {
        this.vertx = vertx;
        this.router = router;
        this.requester = requester;
        this.labelNames = labelNames;
        this.dryRun = dryRun;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/receivers/:" + NAME + "/test")
                .post(this::test)
                .only();
    }

    private void test(RoutingContext context) {
        String receiver = context.pathParam(NAME);
        byte[] body = Answers.body(context);
        String askedBy = requester.user(context).orElse("");
        vertx.executeBlocking(() -> read(body, askedBy))
                .compose(request -> router.ask(owner -> test(owner, receiver, request)))
                .onSuccess(tested -> StreamedAnswer.send(vertx, context, new Tested(receiver, dryRun, tested)))
                .onFailure(context::fail);
    }

    private static Future<List<TestedIntegration>> test(Router owner, String receiver, TestRequest request) {
        Future<List<TestedIntegration>> tested = owner.test(receiver, request);
        return tested == null
                ? Future.failedFuture(ApiFailure.of(
                        404,
                        "no route leads to a receiver `%s`; routes lead to: %s"
                                .formatted(
                                        receiver,
                                        String.join(
                                                ", ", owner.integrationHealth().keySet()))))
                : tested;
    }

    /** All may be missing, also the body. */
    private TestRequest read(byte[] body, String askedBy) {
        return body.length == 0
                ? new TestRequest(Labels.empty(), askedBy, false)
                : JsonInput.read(body, "test", json -> read(json, askedBy));
    }

    private TestRequest read(JsonInput json, String askedBy) throws IOException {
        json.expectObject("an object with `labels` and `resolve`");
        Labels labels = Labels.empty();
        boolean resolves = false;
        for (String field = json.nextField(FIELDS); field != null; field = json.nextField(FIELDS)) {
            switch (field) {
                case "labels" -> labels = labels(json);
                case "resolve" -> resolves = json.bool();
                default ->
                    throw ApiFailure.of(400, "unknown field `%s`; there are `labels` and `resolve`".formatted(field));
            }
        }
        return new TestRequest(labels, askedBy, resolves);
    }

    private Labels labels(JsonInput json) throws IOException {
        json.expectObject("an object of label names and values");
        Labels.Builder labels = Labels.builder();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (!labelNames.isValid(name)) {
                throw ApiFailure.of(400, "`%s` is not a label name".formatted(name));
            }
            labels.set(name, json.wellFormed());
        }
        return labels.build();
    }

    private static final class Tested implements Pieces {
        private final String receiver;
        private final boolean dryRun;
        private final Iterator<TestedIntegration> integrations;
        private boolean begun;

        Tested(String receiver, boolean dryRun, List<TestedIntegration> integrations) {
            this.receiver = receiver;
            this.dryRun = dryRun;
            this.integrations = integrations.iterator();
        }

        @Override
        public boolean writeNext(JsonGenerator json) throws IOException {
            if (!begun) {
                json.writeStartObject();
                json.writeStringField("receiver", receiver);
                json.writeBooleanField("dryRun", dryRun);
                json.writeArrayFieldStart("integrations");
                begun = true;
            }
            if (!integrations.hasNext()) {
                json.writeEndArray();
                json.writeEndObject();
                return false;
            }
            TestedIntegration tested = integrations.next();
            json.writeStartObject();
            json.writeStringField("integration", tested.integration().toString());
            answer(json, "firing", tested.firing());
            answer(json, "resolved", tested.resolved());
            json.writeEndObject();
            return true;
        }

        private static void answer(JsonGenerator json, String field, @Nullable Answer answer) throws IOException {
            if (answer == null) {
                json.writeNullField(field);
                return;
            }
            DeliveryResult result = answer.result();
            DeliveryResult.Failed failed = result instanceof DeliveryResult.Failed some ? some : null;
            json.writeObjectFieldStart(field);
            json.writeStringField(
                    "outcome", result.fold(delivered -> "delivered", retryable -> "retryable", rejected -> "rejected"));
            json.writeStringField(
                    "reason", failed == null ? null : failed.reason().label());
            json.writeStringField("message", failed == null ? null : failed.message());
            json.writeArrayFieldStart("notes");
            for (String note :
                    result instanceof DeliveryResult.Delivered delivered ? delivered.notes() : List.<String>of()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeNumberField("seconds", answer.took().toMillis() / 1000.0);
            json.writeEndObject();
        }
    }
}
