package tocsin.router;

import java.util.ArrayList;
import java.util.List;
import tocsin.router.pipeline.DecisionJournal;
import tocsin.router.pipeline.DecisionRecord;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.IntakeRecord;

/** All decisions, oldest first. */
final class KeptDecisions implements DecisionJournal {
    private final List<DecisionRecord> all = new ArrayList<>();

    @Override
    public void record(DecisionRecord decided) {
        all.add(decided);
    }

    List<FlushRecord> flushes() {
        return only(FlushRecord.class);
    }

    List<IntakeRecord> intakes() {
        return only(IntakeRecord.class);
    }

    private <T> List<T> only(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
