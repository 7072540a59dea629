package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tocsin.model.Utf8Order;
import tocsin.router.AlertView;
import tocsin.router.GroupView;
import tocsin.router.group.AlertOrder;

/** A list of groups; a piece is one alert, or the beginning or end of a group, as one group may hold all alerts. */
final class GroupPieces implements Pieces {
    private static final Comparator<GroupView> ORDER =
            Comparator.comparing(GroupView::labels).thenComparing(GroupView::receiver, Utf8Order::compare);

    private final List<Sorted> groups;
    private final Instant openEnd;
    private int group = -1;
    private int alert = -1;

    private record Sorted(GroupView group, List<AlertView> alerts) {}

    private GroupPieces(List<Sorted> groups, Instant openEnd) {
        this.groups = groups;
        this.openEnd = openEnd;
    }

    static GroupPieces of(List<GroupView> all, AlertsQuery query, Instant openEnd) {
        return new GroupPieces(
                all.stream()
                        .filter(query::keeps)
                        .map(group -> sorted(group, query))
                        .filter(sorted -> !sorted.alerts().isEmpty())
                        .sorted(Comparator.comparing(Sorted::group, ORDER))
                        .toList(),
                openEnd);
    }

    private static Sorted sorted(GroupView group, AlertsQuery query) {
        List<AlertView> kept = group.alerts().stream().filter(query::keeps).toList();
        return new Sorted(group, AlertOrder.sorted(kept, AlertView::alert));
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        if (group < 0) {
            json.writeStartArray();
            group = 0;
            return true;
        }
        if (group == groups.size()) {
            json.writeEndArray();
            return false;
        }
        writeNextOf(groups.get(group), new AlertJson(json, openEnd));
        return true;
    }

    private void writeNextOf(Sorted current, AlertJson json) throws IOException {
        if (alert < 0) {
            json.beginGroup();
        } else if (alert < current.alerts().size()) {
            json.alert(current.alerts().get(alert));
        } else {
            json.endGroup(current.group());
            group++;
            alert = -1;
            return;
        }
        alert++;
    }
}
