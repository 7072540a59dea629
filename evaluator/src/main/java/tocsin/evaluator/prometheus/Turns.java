package tocsin.evaluator.prometheus;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask now: a bounded number at once, the others first come, first served. Guarded by itself, because the groups
 * that ask live on several contexts.
 */
final class Turns {
    private final int atOnce;
    private final int maxWaiting;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    /** Whether one that comes may begin. */
    enum Entry {
        NOW,
        LATER,
        FULL
    }

    Turns(int atOnce, int maxWaiting) {
        this.atOnce = atOnce;
        this.maxWaiting = maxWaiting;
    }

    /**
     * @param turn called once, in the thread of the one that leaves, if the answer is LATER and {@link #giveUp} is not
     *     called before
     */
    synchronized Entry enter(Runnable turn) {
        if (busy < atOnce) {
            busy++;
            return Entry.NOW;
        }
        if (waiting.size() >= maxWaiting) {
            return Entry.FULL;
        }
        waiting.add(turn);
        return Entry.LATER;
    }

    /** @return false when the turn has come already, so that {@link #leave} is due */
    synchronized boolean giveUp(Runnable turn) {
        return waiting.remove(turn);
    }

    /** The turn goes to the one that waits longest. */
    void leave() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            busy--;
        }
        return next;
    }
}
