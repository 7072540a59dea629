package tocsin.server.statefile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.AlertStateRow;
import tocsin.evaluator.group.ForSettledRow;
import tocsin.evaluator.group.RuleStateRow;
import tocsin.router.group.GroupState;
import tocsin.router.ingest.AlertPage;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.pipeline.Attempt;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.Silence;
import tocsin.state.Table;

/** All tables of the product. A test finds those that are missing here. */
public final class StateTables {
    /** In the order in which people are told of them. */
    public static final List<Table<?>> ALL = List.of(
            Silence.TABLE,
            AuditRecord.TABLE,
            NotificationLog.TABLE,
            ImportedEntry.TABLE,
            Attempt.TABLE,
            AlertPage.TABLE,
            GroupState.TABLE,
            AlertStateRow.TABLE,
            RuleStateRow.TABLE,
            ForSettledRow.TABLE);

    private StateTables() {}

    /** Null for one that this version of the program does not know. */
    public static @Nullable Table<?> named(String name) {
        for (Table<?> table : ALL) {
            if (table.name().equals(name)) {
                return table;
            }
        }
        return null;
    }
}
