package tocsin.server.demo.inbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tocsin.time.Clock;

/**
 * The last messages, newest first. Receivers hand in what they get, on threads of their own; one thread, who tells the story,
 * takes it and adds it, so that what it saw before stands before it. Anybody may look at what was added.
 */
public final class Inbox {
    private final int most;
    private final Clock clock;
    private final Consumer<Received> listener;
    private final Deque<Message> handedIn = new ArrayDeque<>();
    private long count;
    private volatile List<Received> newestFirst = List.of();

    /**
     * @param most how many are kept, and how many wait to be taken at most: then the oldest of them goes
     * @param listener hears of each that is added, on the thread that adds
     */
    public Inbox(int most, Clock clock, Consumer<Received> listener) {
        this.most = most;
        this.clock = clock;
        this.listener = listener;
    }

    /** Any thread; does not wait. */
    public void handIn(Message message) {
        synchronized (handedIn) {
            if (handedIn.size() == most) {
                handedIn.removeFirst();
            }
            handedIn.addLast(message);
        }
    }

    /** @return what was handed in since the last time, oldest first */
    public List<Message> take() {
        synchronized (handedIn) {
            List<Message> taken = List.copyOf(handedIn);
            handedIn.clear();
            return taken;
        }
    }

    /** By one thread only. */
    public void add(Message message) {
        Received received = new Received(++count, clock.now(), message);
        newestFirst = Stream.concat(Stream.of(received), newestFirst.stream())
                .limit(most)
                .toList();
        listener.accept(received);
    }

    /** How many are kept. */
    public int most() {
        return most;
    }

    public List<Received> newestFirst() {
        return newestFirst;
    }

    /** @return those that came after the one with this number, as far as they are kept */
    public List<Received> after(long number) {
        return newestFirst.stream()
                .takeWhile(received -> received.number() > number)
                .toList();
    }

    public Optional<Received> find(long number) {
        return newestFirst.stream()
                .filter(received -> received.number() == number)
                .findFirst();
    }

    /** The number of the newest, or 0. */
    public long newest() {
        return newestFirst.isEmpty() ? 0 : newestFirst.get(0).number();
    }
}
