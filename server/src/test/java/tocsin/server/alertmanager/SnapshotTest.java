package tocsin.server.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.server.alertmanager.ProtoBytes.logEntry;
import static tocsin.server.alertmanager.ProtoBytes.matcher;
import static tocsin.server.alertmanager.ProtoBytes.meshed;
import static tocsin.server.alertmanager.ProtoBytes.silence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.IntegrationId;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.silence.Silence;
import tocsin.server.alertmanager.Snapshot.Kind;

class SnapshotTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final Instant EXPIRY = START.plus(Duration.ofDays(5));

    @TempDir
    private Path directory = Path.of("");

    private Snapshot read(ProtoBytes content) throws IOException {
        return read(content.toByteArray());
    }

    private Snapshot read(byte[] content) throws IOException {
        return Snapshot.read(Files.write(directory.resolve("snapshot"), content));
    }

    private Silence readSilence(ProtoBytes silence) throws IOException {
        Snapshot snapshot = read(new ProtoBytes().framed(meshed(silence, EXPIRY)));
        assertThat(snapshot.unreadable()).isEmpty();
        assertThat(snapshot.kind()).isEqualTo(Kind.SILENCES);
        return snapshot.silences().get(0);
    }

    private static List<String> matchers(Silence silence) {
        return silence.matcherSets().stream().map(Object::toString).toList();
    }

    @Test
    void a_silence_has_all_its_fields() throws IOException {
        Silence read = readSilence(silence("s-1", START)
                .message(2, matcher(0, "a", "1"))
                .message(2, matcher(1, "b", "x|y"))
                .message(2, matcher(2, "c", ""))
                .message(2, matcher(3, "d", "z.*")));

        assertThat(read.id()).isEqualTo("s-1");
        assertThat(matchers(read)).containsExactly("[a=\"1\", b=~\"x|y\", c!=\"\", d!~\"z.*\"]");
        assertThat(read.startsAt()).isEqualTo(START);
        assertThat(read.endsAt()).isEqualTo(START.plusSeconds(3600));
        assertThat(read.updatedAt()).isEqualTo(START);
        assertThat(read.expiresAt()).isEqualTo(EXPIRY);
        assertThat(read.createdBy()).isEqualTo("ann");
        assertThat(read.comment()).isEqualTo("maintenance");
    }

    @Test
    void sets_count_and_the_copy_of_the_first_for_old_readers_does_not() throws IOException {
        Silence read = readSilence(silence("s-1", START)
                .message(2, matcher(0, "a", "1"))
                .message(11, new ProtoBytes().message(1, matcher(0, "a", "1")))
                .message(11, new ProtoBytes().message(1, matcher(0, "b", "2")).message(1, matcher(0, "c", "3")))
                .message(10, new ProtoBytes().text(1, "ticket").text(2, "T-1")));

        assertThat(matchers(read)).containsExactly("[a=\"1\"]", "[b=\"2\", c=\"3\"]");
        assertThat(read.annotations()).containsExactly(Map.entry("ticket", "T-1"));
    }

    @Test
    void the_first_legacy_comment_wins() throws IOException {
        Silence read = readSilence(silence("s-1", START)
                .message(2, matcher(0, "a", "1"))
                .message(7, new ProtoBytes().text(1, "bob").text(2, "old times").time(3, START))
                .message(7, new ProtoBytes().text(1, "eve").text(2, "later")));

        assertThat(read.createdBy()).isEqualTo("bob");
        assertThat(read.comment()).isEqualTo("old times");
    }

    @Test
    void matchers_that_do_not_compile_make_a_silence_with_a_defect() throws IOException {
        Silence read = readSilence(silence("s-1", START).message(2, matcher(1, "a", "(")));

        Silence.Defect defect = Objects.requireNonNull(read.defect());
        assertThat(defect.written().get(0).get(0).value()).isEqualTo("(");
    }

    @Test
    void fields_of_later_versions_are_skipped() throws IOException {
        Silence read = readSilence(silence("s-1", START)
                .message(2, matcher(0, "a", "1").text(9, "new"))
                .number(99, 7)
                .text(100, "new")
                .varint((101 << 3) | 5)
                .raw(new byte[4])
                .varint((102 << 3) | 1)
                .raw(new byte[8]));

        assertThat(matchers(read)).containsExactly("[a=\"1\"]");
    }

    @Test
    void a_log_entry_has_all_its_fields() throws IOException {
        ProtoBytes data = new ProtoBytes().text(1, "threadTs").message(2, new ProtoBytes().text(1, "1.5"));
        ProtoBytes count = new ProtoBytes().text(1, "count").message(2, new ProtoBytes().number(2, 7));
        Snapshot snapshot = read(new ProtoBytes()
                .framed(meshed(
                        logEntry("{}:{alertname=\"Down\"}", "ops", START, 1, -1)
                                .packed(7, 3)
                                .message(8, data)
                                .message(8, count),
                        EXPIRY)));

        assertThat(snapshot.kind()).isEqualTo(Kind.NOTIFICATION_LOG);
        assertThat(snapshot.logEntries())
                .containsExactly(new ImportedEntry(
                        "{}:{alertname=\"Down\"}",
                        new IntegrationId("ops", "webhook", 0),
                        START,
                        AlertHashes.of(1, -1),
                        AlertHashes.of(3),
                        Map.of("threadTs", "1.5", "count", "7"),
                        EXPIRY,
                        Map.of()));
    }

    @Test
    void hashes_that_are_not_packed_are_read_too() throws IOException {
        Snapshot snapshot = read(new ProtoBytes()
                .framed(meshed(logEntry("{}:{}", "ops", START, 1).number(6, 2), EXPIRY)));

        assertThat(snapshot.logEntries().get(0).firing()).isEqualTo(AlertHashes.of(1, 2));
    }

    @Test
    void a_file_that_was_cut_anywhere_gives_what_comes_before_and_says_how_much_is_lost() throws IOException {
        ProtoBytes one =
                new ProtoBytes().framed(meshed(silence("s-1", START).message(2, matcher(0, "a", "1")), EXPIRY));
        byte[] first = one.toByteArray();
        byte[] both = one.framed(meshed(silence("s-2", START).message(2, matcher(0, "a", "2")), EXPIRY))
                .toByteArray();

        for (int length = first.length + 1; length < both.length; length++) {
            Snapshot snapshot = read(Arrays.copyOf(both, length));
            assertThat(snapshot.silences()).hasSize(1);
            assertThat(snapshot.cutBytes()).isEqualTo(length - first.length);
            assertThat(snapshot.isWhole()).isFalse();
        }
        assertThat(read(both).isWhole()).isTrue();
    }

    @Test
    void a_message_that_is_none_is_told_and_the_others_are_read() throws IOException {
        ProtoBytes good = meshed(silence("s-1", START).message(2, matcher(0, "a", "1")), EXPIRY);
        Snapshot snapshot = read(new ProtoBytes()
                .framed(good)
                .framed(meshed(new ProtoBytes().text(1, "s-2"), EXPIRY))
                .framed(meshed(silence("s-3", START).message(2, matcher(9, "a", "1")), EXPIRY))
                .framed(meshed(
                        silence("s-4", START).message(2, matcher(0, "a", "1")).text(12, ""), EXPIRY))
                .framed(meshed(silence("s-5", START).message(2, matcher(0, "a", "1")), EXPIRY)));

        assertThat(snapshot.silences()).extracting(Silence::id).containsExactly("s-1", "s-5");
        assertThat(snapshot.unreadable())
                .containsExactly(
                        "message 2: it has no start",
                        "message 3: a matcher of `a` has the unknown type 9",
                        "message 4: silence s-4 is for some receivers only, which Tocsin does not know: it would silence all");
    }

    @ParameterizedTest(name = "{0} s {1} ns")
    @CsvSource(delimiter = '|', textBlock = """
            # seconds          | nanoseconds    | read
            -62135596800       | 0              | true
            253402300799       | 999999999      | true
            -62135596801       | 0              | false
            253402300800       | 0              | false
            31556889864403199  | 0              | false
            1767225600         | -1             | false
            1767225600         | 1000000000     | false
            9223372036854775807| 0              | false
            """)
    void a_time_that_nobody_can_have_written_makes_an_entry_unreadable(long seconds, long nanos, boolean read)
            throws IOException {
        ProtoBytes time = new ProtoBytes().number(1, seconds).number(2, nanos);
        Snapshot snapshot = read(new ProtoBytes()
                .framed(meshed(logEntry("{}:{}", "ops", START, 1), EXPIRY))
                .framed(meshed(logEntry("{}:{}", "ops", START, 1).message(5, time), EXPIRY)));

        assertThat(snapshot.logEntries()).hasSize(read ? 2 : 1);
        assertThat(snapshot.unreadable())
                .isEqualTo(
                        read ? List.of() : List.of("message 2: there is no time %d s %d ns".formatted(seconds, nanos)));
    }

    @Test
    void an_empty_file_is_empty_and_other_files_are_unknown() throws IOException {
        assertThat(read(new byte[0]).kind()).isEqualTo(Kind.EMPTY);
        assertThat(read(new byte[] {0}).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(read("route: {receiver: ops}\n".getBytes(StandardCharsets.UTF_8))
                        .kind())
                .isEqualTo(Kind.UNKNOWN);
        assertThat(read(new byte[] {(byte) 0xFF}).kind()).isEqualTo(Kind.UNKNOWN);
    }

    @ParameterizedTest(name = "length {0}")
    @ValueSource(longs = {16_777_217, 2_147_483_647L, 4_294_967_295L, Long.MAX_VALUE, -1})
    void a_huge_length_is_a_cut_and_takes_no_memory(long length) throws IOException {
        ProtoBytes good = meshed(silence("s-1", START).message(2, matcher(0, "a", "1")), EXPIRY);
        Snapshot snapshot = read(new ProtoBytes().framed(good).varint(length).raw(new byte[100]));

        assertThat(snapshot.silences()).hasSize(1);
        assertThat(snapshot.cutBytes()).isGreaterThan(100);
    }

    @Test
    @Timeout(20)
    void megabytes_of_numbers_and_deep_nesting_are_bounded() throws IOException {
        byte[] ones = new byte[10 << 20];
        Arrays.fill(ones, (byte) 1);
        ProtoBytes many = meshed(logEntry("{}:{}", "ops", START).bytes(6, ones), EXPIRY);
        ProtoBytes deep = new ProtoBytes();
        for (int i = 0; i < 3_000; i++) {
            deep = new ProtoBytes().message(50, deep);
        }
        Snapshot snapshot = read(new ProtoBytes()
                .framed(meshed(logEntry("{}:{}", "ops", START, 1), EXPIRY))
                .framed(many)
                .framed(meshed(logEntry("{}:{}", "deep", START, 1).message(51, deep), EXPIRY))
                .raw(new byte[1 << 20]));

        assertThat(snapshot.logEntries()).hasSize(2);
        assertThat(snapshot.unreadable()).contains("message 2: it is of more than 1000000 alerts");
        assertThat(snapshot.unreadable()).hasSize(Snapshot.MOST_PROBLEMS + 1);
    }

    @Test
    void whatever_is_changed_in_a_file_nothing_but_an_answer_comes_of_it() throws IOException {
        byte[] sound = new ProtoBytes()
                .framed(meshed(silence("s-1", START).message(2, matcher(1, "a", "x+")), EXPIRY))
                .framed(meshed(
                        silence("s-2", START).message(11, new ProtoBytes().message(1, matcher(0, "a", "1"))), EXPIRY))
                .toByteArray();
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            Snapshot snapshot = read(changed);
            assertThat(snapshot.silences().size() + snapshot.unreadable().size())
                    .isLessThanOrEqualTo(40);
        }
    }
}
