package tocsin.router.pipeline;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import tocsin.delivery.Notifier;

/**
 * Who may make an attempt: so many at a time for each notifier, in the order in which they asked. A slow receiver keeps nobody
 * waiting but notifications of its own integration, and thousands of groups that flush at once are no burst of threads or connections. The
 * notifiers of a new configuration have lines of their own, so that nobody waits for what the former one still does. Owned
 * by the routing context.
 */
final class Turns {
    private final DeliveryLimits limits;
    private final IdentityHashMap<Notifier, Line> lines = new IdentityHashMap<>();

    Turns(DeliveryLimits limits) {
        this.limits = limits;
    }

    /** @param attempt begun when it is its turn */
    Turn turn(Notifier notifier, Runnable attempt) {
        return new Turn(notifier, attempt);
    }

    /** One place in a line, to be asked for again and again. */
    final class Turn {
        private final Notifier notifier;
        private final Runnable attempt;
        private boolean taken;

        private Turn(Notifier notifier, Runnable attempt) {
            this.notifier = notifier;
            this.attempt = attempt;
        }

        /**
         * Lines up, and begins the attempt once that is possible, perhaps at once.
         *
         * @return false when the line is full: then nothing follows
         */
        boolean ask() {
            Line line = lines.computeIfAbsent(notifier, Line::new);
            if (line.waiting.size() >= limits.waiting() && line.isFull()) {
                return false;
            }
            line.waiting.add(this);
            line.advance();
            return true;
        }

        /** The attempt is over, or nobody wants it any more. May be said several times. */
        void end() {
            Line line = lines.get(notifier);
            if (line == null) {
                return;
            }
            line.waiting.remove(this);
            if (taken) {
                taken = false;
                line.underWay--;
            }
            line.advance();
        }

        /** How many are before it; -1 when it does not wait. Takes time in proportion. */
        int ahead() {
            Line line = lines.get(notifier);
            int ahead = 0;
            if (line != null) {
                for (Turn other : line.waiting) {
                    if (other == this) {
                        return ahead;
                    }
                    ahead++;
                }
            }
            return -1;
        }

        boolean waits() {
            Line line = lines.get(notifier);
            return line != null && line.waiting.contains(this);
        }
    }

    private final class Line {
        private final Notifier notifier;
        private final Set<Turn> waiting = new LinkedHashSet<>();
        private int underWay;
        private boolean advancing;

        Line(Notifier notifier) {
            this.notifier = notifier;
        }

        boolean isFull() {
            return underWay >= Math.min(limits.attempts(), notifier.attemptsAtOnce());
        }

        /** Not within itself: attempts that are over at once would pile up on the stack. */
        void advance() {
            if (advancing) {
                return;
            }
            advancing = true;
            try {
                while (!waiting.isEmpty() && !isFull()) {
                    begin(next());
                }
            } finally {
                advancing = false;
            }
            if (waiting.isEmpty() && underWay == 0) {
                lines.remove(notifier);
            }
        }

        private Turn next() {
            Iterator<Turn> first = waiting.iterator();
            Turn next = first.next();
            first.remove();
            return next;
        }

        private void begin(Turn turn) {
            underWay++;
            turn.taken = true;
            turn.attempt.run();
        }
    }
}
