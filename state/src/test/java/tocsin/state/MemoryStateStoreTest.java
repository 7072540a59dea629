package tocsin.state;

/** The memory store outlives its users only as an object, which is how simulations restart. */
class MemoryStateStoreTest extends StateStoreContract {
    @Override
    protected StateStore open() {
        return new MemoryStateStore();
    }

    @Override
    protected StateStore reopen(StateStore store) {
        return store;
    }
}
