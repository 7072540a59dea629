package tocsin.router.ingest;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.journal.StateJournal;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * Which alerts share a row of the store, and when the rows are written. A row costs the disk as much as ten alerts, and
 * alerts that were posted together change together. Owned by the routing context.
 *
 * <pre>
 *               new alerts                   filled up before a new page begins
 *                   v                              ^            |
 *     [ page 7: open, 20 alerts ]    [ 3: spare, 16 ]  [ 5: spare, 0, no row ]
 *     [ page 6: full, 32 alerts ]    [ 4: 25 alerts ]
 * </pre>
 *
 * <p>An alert stays in its page until it is removed, so it is never in two rows. When it changes, its page waits, for
 * {@link #WAIT} at most, and is then written with all its alerts as they are by then. A page that says less
 * than its row does never comes to the disk before what was handed over before it, see {@link StateJournal}: an alert that has left one
 * page and come into another may be on disk in both, and never in none.
 */
final class AlertPages {
    static final int MOST_ALERTS = 32;
    /** Characters: a row that is rewritten because of one alert should not be much more than that alert. */
    static final int MOST_TEXT = 16 * 1024;
    /** Together with the time of the disk less than the second that a sender is told of. */
    static final Duration WAIT = Duration.ofMillis(800);

    private final StateJournal journal;
    private final Clock clock;
    private final Scheduler scheduler;
    /** The last one is filled up first: most likely it waits anyway. */
    private final Deque<Page> spare = new ArrayDeque<>();

    private final List<Page> waiting = new ArrayList<>();
    private @Nullable Page open;
    private Scheduler.@Nullable Timer timer;
    private long lastNumber;

    AlertPages(StateJournal journal, Clock clock, Scheduler scheduler) {
        this.journal = journal;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Makes the places of alerts that were on disk. */
    @FunctionalInterface
    interface Restorer {
        /**
         * @param written when its row was written
         * @return null when the alert is known from another row, which only happens when the disk failed between two
         *     writes; its row will be written without it
         */
        @Nullable
        StoredAlert place(Alert alert, Instant written);
    }

    Future<Void> restore(Restorer restorer) {
        return journal.restore(AlertPage.TABLE, row -> restore(row, restorer));
    }

    private void restore(AlertPage row, Restorer restorer) {
        lastNumber = Math.max(lastNumber, row.number());
        Page page = new Page(row.number(), MOST_ALERTS, MOST_TEXT);
        for (Alert alert : row.alerts()) {
            StoredAlert stored = restorer.place(alert, row.at());
            if (stored == null) {
                await(page);
            } else {
                page.add(stored);
                stored.moveTo(page);
                stored.markWritten(alert, row.at());
            }
        }
        keepIfSpare(page);
    }

    /** New, or changed: the row of the alert is to be written. */
    void write(StoredAlert stored) {
        Page page = stored.page();
        if (page == null) {
            page = openPage();
            page.add(stored);
            stored.moveTo(page);
        }
        await(page);
    }

    /** The alert is to be gone from disk. */
    void remove(StoredAlert stored) {
        Page page = stored.page();
        if (page != null) {
            page.remove(stored);
            stored.moveTo(null);
            keepIfSpare(page);
            await(page);
        }
    }

    private Page openPage() {
        Page page = open;
        if (page != null && !page.isFull()) {
            return page;
        }
        if (page != null) {
            page.open(false);
        }
        page = spare.isEmpty() ? new Page(++lastNumber, MOST_ALERTS, MOST_TEXT) : spare.pop();
        page.spare(false);
        page.open(true);
        open = page;
        return page;
    }

    private void keepIfSpare(Page page) {
        if (!page.open() && !page.spare() && page.isHalfEmpty()) {
            page.spare(true);
            spare.push(page);
        }
    }

    private void await(Page page) {
        if (page.waits()) {
            return;
        }
        page.waits(true);
        waiting.add(page);
        if (timer == null) {
            timer = scheduler.after(WAIT, () -> {
                timer = null;
                handOver();
                journal.write();
            });
        }
    }

    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /** What waits goes to the journal, and to disk with its next write. */
    void handOver() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        Instant now = clock.now();
        waiting.forEach(page -> handOver(page, now));
        waiting.clear();
    }

    private void write(Page page, Instant now) {
        if (page.forgets(now)) {
            journal.putInTurn(AlertPage.TABLE, page.key(), page.row(now));
        } else {
            journal.put(AlertPage.TABLE, page.key(), page.row(now));
        }
    }

    private void handOver(Page page, Instant now) {
        page.waits(false);
        if (page.isEmpty()) {
            journal.remove(AlertPage.TABLE, page.key());
        } else {
            write(page, now);
        }
    }
}
