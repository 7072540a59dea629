package tocsin.router.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import tocsin.time.Scheduler;

/** The timers of one process: they die with it, and they can be counted. */
final class ProcessScheduler implements Scheduler {
    private final Timeline timeline;
    private final Set<Object> waiting = new HashSet<>();
    private boolean alive = true;

    ProcessScheduler(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Object ticket = new Object();
        waiting.add(ticket);
        Timer timer = timeline.after(delay, () -> {
            waiting.remove(ticket);
            if (alive) {
                task.run();
            }
        });
        return () -> {
            waiting.remove(ticket);
            timer.cancel();
        };
    }

    void die() {
        alive = false;
    }

    boolean alive() {
        return alive;
    }

    int waiting() {
        return waiting.size();
    }
}
