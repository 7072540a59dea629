package tocsin.router.simulation;

import java.time.Duration;
import tocsin.time.Scheduler.Timer;

/** Looks at the router a nanosecond later, so that whatever it does at an instant is done; and forgets with each process. */
final class Lookout {
    static final Duration MOMENT = Duration.ofNanos(1);

    private final Timeline timeline;
    private int process;
    private long lastActivity;

    Lookout(Timeline timeline) {
        this.timeline = timeline;
    }

    Timer after(Duration delay, Runnable task) {
        int mine = process;
        return timeline.after(delay.plus(MOMENT), () -> {
            if (mine == process) {
                task.run();
            }
        });
    }

    void processDied() {
        process++;
    }

    void routerActed() {
        lastActivity = timeline.nanos();
    }

    /** When the router did something last that it writes down, on the elapsed clock. */
    long lastActivity() {
        return lastActivity;
    }
}
