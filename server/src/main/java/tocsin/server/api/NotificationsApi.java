package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.FlushRecord;
import tocsin.server.api.NotificationsQuery.Cursor;
import tocsin.state.codec.TextPool;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLog;

/** {@code GET /api/tocsin/v1/notifications}: what became of notifications, the newest first. */
final class NotificationsApi {
    private static final int BATCH = 500;
    /** After so many records that do not fit the filters the answer says where to go on. */
    private static final int MOST_READ = 20_000;

    private final Vertx vertx;
    private final RecordLog log;
    private final boolean dryRun;

    /** @param dryRun whether what is delivered only would have been */
    NotificationsApi(Vertx vertx, RecordLog log, boolean dryRun) {
        this.vertx = vertx;
        this.log = log;
        this.dryRun = dryRun;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/notifications").get(this::list).only();
    }

    private void list(RoutingContext context) {
        NotificationsQuery query = NotificationsQuery.of(context);
        read(new Page(query, dryRun), query.search().most(BATCH), MOST_READ)
                .onSuccess(page -> StreamedAnswer.send(vertx, context, page))
                .onFailure(context::fail);
    }

    private Future<Page> read(Page page, HistorySearch search, int most) {
        return log.find(search)
                .compose(found -> vertx.executeBlocking(() -> page.take(found), false)
                        .compose(taken -> {
                            if (page.isFull() || !search.cuts(found)) {
                                return Future.succeededFuture(page);
                            }
                            long lowest = found.get(found.size() - 1).number();
                            if (most <= found.size()) {
                                return Future.succeededFuture(page.endBelow(lowest));
                            }
                            return read(page, search.below(lowest), most - found.size());
                        }));
    }

    /** Filled by workers, one after the other. */
    private static final class Page implements Pieces {
        private final NotificationsQuery query;
        private final boolean dryRun;
        private final List<Item> items = new ArrayList<>();
        private @Nullable Cursor next;
        private int written;

        private record Item(FlushRecord flush, Decision decision) {}

        Page(NotificationsQuery query, boolean dryRun) {
            this.query = query;
            this.dryRun = dryRun;
        }

        boolean isFull() {
            return next != null;
        }

        Page endBelow(long record) {
            next = new Cursor(record - 1, 0);
            return this;
        }

        Page take(List<FoundRecord> found) {
            TextPool texts = TextPool.create();
            for (FoundRecord each : found) {
                if (!isFull()) {
                    DecisionLog.flush(each.entry(), texts)
                            .filter(query::wants)
                            .ifPresent(flush -> take(each.number(), flush));
                }
            }
            return this;
        }

        private void take(long number, FlushRecord flush) {
            Cursor after = query.after();
            int first = after != null && after.record() == number ? after.decision() : 0;
            for (int i = first; i < flush.decisions().size() && !isFull(); i++) {
                if (query.wants(flush.decisions().get(i))) {
                    items.add(new Item(flush.withoutAlerts(), flush.decisions().get(i)));
                    next = items.size() == query.limit() ? new Cursor(number, i + 1) : null;
                }
            }
        }

        @Override
        public boolean writeNext(JsonGenerator json) throws IOException {
            if (written == 0) {
                json.writeStartObject();
                json.writeBooleanField("dryRun", dryRun);
                json.writeArrayFieldStart("notifications");
            }
            if (written < items.size()) {
                Item item = items.get(written++);
                NotificationJson.write(json, item.flush(), item.decision());
                return true;
            }
            json.writeEndArray();
            json.writeStringField("next", next == null ? null : next.toString());
            json.writeEndObject();
            return false;
        }
    }
}
