package tocsin.server.demo.inbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tocsin.time.Clock;

/** The last messages, newest first. For any thread: mails come on their own threads, webhooks on an event loop. */
public final class Inbox {
    private final int most;
    private final Clock clock;
    private final Consumer<Received> listener;
    private long count;
    private volatile List<Received> newestFirst = List.of();

    /**
     * @param most how many are kept
     * @param listener hears of each, one after the other in their order
     */
    public Inbox(int most, Clock clock, Consumer<Received> listener) {
        this.most = most;
        this.clock = clock;
        this.listener = listener;
    }

    public synchronized void add(Message message) {
        Received received = new Received(++count, clock.now(), message);
        newestFirst = Stream.concat(Stream.of(received), newestFirst.stream())
                .limit(most)
                .toList();
        listener.accept(received);
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
