package tocsin.server.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Received> heard = new ArrayList<>();
    private final Inbox inbox = new Inbox(3, () -> NOW, heard::add);

    @Test
    void the_last_ones_are_kept_newest_first() {
        List.of("a", "b", "c", "d").forEach(word -> inbox.add(change(word)));

        assertThat(inbox.newestFirst())
                .containsExactly(
                        new Received(4, NOW, change("d")),
                        new Received(3, NOW, change("c")),
                        new Received(2, NOW, change("b")));
        assertThat(inbox.after(3)).extracting(Received::message).containsExactly(change("d"));
        assertThat(inbox.after(0)).hasSize(3);
        assertThat(inbox.find(1)).isEmpty();
        assertThat(inbox.find(2)).map(Received::message).hasValue(change("b"));
        assertThat(heard).extracting(Received::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void what_is_handed_in_is_seen_when_it_was_added() {
        inbox.handIn(change("a"));
        assertThat(inbox.newest()).isZero();

        inbox.take().forEach(inbox::add);
        assertThat(inbox.newest()).isOne();
        assertThat(inbox.take()).isEmpty();
    }

    @Test
    void of_what_nobody_takes_the_oldest_goes() {
        List.of("a", "b", "c", "d").forEach(word -> inbox.handIn(change(word)));

        assertThat(inbox.take()).containsExactly(change("b"), change("c"), change("d"));
    }

    private static Message change(String word) {
        return new Message.Change(word, "", "");
    }
}
