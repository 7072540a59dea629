package tocsin.evaluator;

import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;

final class MemoryRestoreTest extends RestoreContract {
    private final StateStore store = new MemoryStateStore();

    @Override
    protected StateStore open(RestartedRules.Answers answers) {
        return store;
    }
}
