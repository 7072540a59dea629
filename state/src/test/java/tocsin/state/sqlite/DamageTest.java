package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;

/**
 * Breaks the files of a killed process at random places, in the ways disks do, and starts on what is left. A failure names
 * the seed that repeats it: {@code -Dtocsin.damage.seed=N -Dtocsin.damage.rounds=1}.
 */
class DamageTest {
    private static final long SEED = Long.getLong("tocsin.damage.seed", 1);
    private static final int ROUNDS = Integer.getInteger("tocsin.damage.rounds", 25);
    private static final int KEYS = 700;

    @TempDir
    Path directory;

    /** The size of the log after each append, and what was true by then. */
    private final List<Long> logSizes = new ArrayList<>();

    private final List<Map<String, String>> truths = new ArrayList<>();
    private Path killed;

    @BeforeEach
    void leaveFilesAsAKilledProcessDoes() throws IOException {
        Path running = directory.resolve("running");
        SqliteStateStore store = Stores.open(running);
        Map<String, String> truth = new TreeMap<>();
        List<Entry<String>> first = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            first.add(word(truth, i, 0));
        }
        StateStoreContract.await(store.append(first));
        StateStoreContract.await(store.close());
        store = Stores.open(running);
        Random random = new Random(7);
        for (int version = 1; version <= 60; version++) {
            List<Entry<String>> some = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                some.add(word(truth, random.nextInt(KEYS + version), version));
            }
            StateStoreContract.await(store.append(some));
            logSizes.add(Files.size(running.resolve("tocsin.db-wal")));
            truths.add(new TreeMap<>(truth));
        }
        killed = directory.resolve("killed");
        copy(running, killed);
        StateStoreContract.await(store.close());
    }

    private static Entry<String> word(Map<String, String> truth, int key, int version) {
        String value = "key " + key + " version " + version + " " + "and so on ".repeat(20);
        truth.put("key " + key, value);
        return Stores.word("key " + key, version, value);
    }

    @Test
    void a_broken_log_costs_only_what_comes_after_the_break() throws IOException {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Path state = directory.resolve("log " + seed);
            copy(killed, state);
            long broken = damage(state.resolve("tocsin.db-wal"), new Random(seed), 4200);

            RecordingObserver observer = new RecordingObserver();
            Map<String, String> words = open(state, observer);

            Map<String, String> survivors = survivors(broken);
            survivors.forEach((key, value) -> assertThat(version(words.get(key)))
                    .as("broken at byte %s, %s", broken, key)
                    .isGreaterThanOrEqualTo(version(value)));
            assertTrue(words, "seed " + seed);
        }
    }

    @Test
    void a_broken_file_is_opened_and_no_value_is_wrong() throws IOException {
        int kept = 0;
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            Path state = directory.resolve("file " + seed);
            copy(killed, state);
            damage(state.resolve("tocsin.db"), new Random(seed), 0);

            Map<String, String> words = open(state, new RecordingObserver());

            assertTrue(words, "seed " + seed);
            kept += words.size();
        }
        // One break in a file of about a hundred pages leaves nearly all of it, unless it hits the header or cuts the
        // file.
        assertThat(kept / ROUNDS).isGreaterThan(KEYS / 2);
    }

    @Test
    void a_torn_end_of_the_log_is_told_and_a_whole_one_is_not() throws IOException {
        Path whole = directory.resolve("whole");
        Path torn = directory.resolve("torn");
        copy(killed, whole);
        copy(killed, torn);
        try (FileChannel log = FileChannel.open(torn.resolve("tocsin.db-wal"), StandardOpenOption.WRITE)) {
            log.truncate(log.size() - 100);
        }
        RecordingObserver quiet = new RecordingObserver();
        RecordingObserver told = new RecordingObserver();

        Map<String, String> all = open(whole, quiet);
        Map<String, String> most = open(torn, told);

        assertThat(quiet.cuts).isEmpty();
        assertThat(all).isEqualTo(truths.get(truths.size() - 1));
        assertThat(told.cuts).hasSize(1);
        assertThat(most).isEqualTo(truths.get(truths.size() - 2));
    }

    /** Opens, reads, writes, and reads once more after an orderly end: the store goes on. */
    private static Map<String, String> open(Path state, RecordingObserver observer) {
        SqliteStateStore store = SqliteStateStore.open(Stores.options(state), observer);
        Map<String, String> words = Stores.words(store);
        StateStoreContract.await(store.append(List.of(Stores.word("after", 1000, "the damage"))));
        StateStoreContract.await(store.close());
        store = Stores.open(state);
        Map<String, String> again = Stores.words(store);
        StateStoreContract.await(store.close());
        assertThat(again.remove("after")).isEqualTo("the damage");
        assertThat(again).isEqualTo(words);
        return words;
    }

    /** Each row is one that was written once. */
    private static void assertTrue(Map<String, String> words, String seed) {
        words.forEach((key, value) -> assertThat(value)
                .as(seed)
                .isEqualTo(key + " version " + version(value) + " " + "and so on ".repeat(20)));
    }

    private static int version(String value) {
        return value == null ? -1 : Integer.parseInt(value.split(" ", -1)[3]);
    }

    private Map<String, String> survivors(long broken) {
        Map<String, String> survivors = Map.of();
        for (int i = 0; i < logSizes.size() && logSizes.get(i) <= broken; i++) {
            survivors = truths.get(i);
        }
        return survivors;
    }

    /** @return from where on the file is not as it was */
    private static long damage(Path file, Random random, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            long size = channel.size();
            long at = from + (long) (random.nextDouble() * (size - from));
            switch (random.nextInt(4)) {
                case 0 -> {
                    byte[] garbage = new byte[137];
                    random.nextBytes(garbage);
                    channel.write(ByteBuffer.wrap(garbage), size);
                    return size;
                }
                case 1 -> channel.truncate(at);
                case 2 -> channel.write(ByteBuffer.allocate((int) Math.min(4096, size - at)), at);
                default -> {
                    ByteBuffer one = ByteBuffer.allocate(1);
                    channel.read(one, at);
                    one.put(0, (byte) (one.get(0) ^ (1 << random.nextInt(8)))).rewind();
                    channel.write(one, at);
                }
            }
            return at;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("tocsin.db", "tocsin.db-wal")) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }
}
