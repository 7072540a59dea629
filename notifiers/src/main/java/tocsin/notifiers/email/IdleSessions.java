package tocsin.notifiers.email;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions that wait a few seconds for the next mail. Any thread that may block. */
final class IdleSessions {
    static final Duration KEPT = Duration.ofSeconds(5);

    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    private record Idle(SmtpSession session, long sinceNanos) {
        boolean old() {
            return System.nanoTime() - sinceNanos >= KEPT.toNanos();
        }
    }

    /** The one that was used last, which the server keeps longest; null when there is none. */
    synchronized @Nullable SmtpSession take() {
        Idle latest = idle.pollLast();
        return latest == null ? null : latest.session();
    }

    void put(SmtpSession session) {
        synchronized (this) {
            if (!closed) {
                idle.addLast(new Idle(session, System.nanoTime()));
                return;
            }
        }
        session.quit();
    }

    void quitOld() {
        old().forEach(SmtpSession::quit);
    }

    private synchronized List<SmtpSession> old() {
        List<SmtpSession> old = new ArrayList<>();
        for (Idle first = idle.peekFirst(); first != null && first.old(); first = idle.peekFirst()) {
            old.add(idle.removeFirst().session());
        }
        return old;
    }

    /** Also those that are put later. */
    void quitAll() {
        List<Idle> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(one -> one.session().quit());
    }
}
