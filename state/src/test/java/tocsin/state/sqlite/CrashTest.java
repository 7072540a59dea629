package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.StateStoreContract;

/** Kills processes in the midst of their commits. */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("tocsin.crash.rounds", 3);

    @TempDir
    Path directory;

    @Test
    void what_was_acknowledged_survives_a_kill_and_appends_are_whole() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Path state = directory.resolve("state " + round);
            Path acknowledged = directory.resolve("acknowledged " + round);
            Process process = AppendingProcess.start(state, acknowledged);
            AppendingProcess.killAfter(process, acknowledged, 2_000L + 5_000L * round);

            List<String> acks = acks(acknowledged);
            RecordingObserver observer = new RecordingObserver();
            SqliteStateStore store = SqliteStateStore.open(Stores.options(state), observer);
            Map<String, String> words = Stores.words(store);

            assertThat(acks).hasSizeGreaterThan(100);
            assertThat(words.keySet())
                    .containsAll(acks.stream().map(key -> key + "-left").toList());
            assertThat(words.keySet())
                    .containsAll(acks.stream().map(key -> key + "-right").toList());
            words.values().forEach(key -> assertThat(words).containsKeys(key + "-left", key + "-right"));
            assertThat(observer.damages).isEmpty();
            assertThat(observer.setAside).isEmpty();
            assertThat(store.found().closedCleanly()).isFalse();
            StateStoreContract.await(store.close());
        }
    }

    @Test
    void two_processes_do_not_share_a_directory() throws IOException, InterruptedException {
        Path acknowledged = directory.resolve("acknowledged");
        Path state = directory.resolve("state");
        Process first = AppendingProcess.start(state, acknowledged);
        while (Files.size(acknowledged) == 0 && first.isAlive()) {
            first.waitFor(1, TimeUnit.MILLISECONDS);
        }

        Process second = AppendingProcess.process(AppendingProcess.class, state)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .start();
        String complaint = new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        first.destroyForcibly().waitFor();

        assertThat(complaint).contains("the state directory " + state + " is in use by process " + first.pid());
        StateStoreContract.await(Stores.open(state).close());
    }

    /** The last line may be half a line. */
    private static List<String> acks(Path acknowledged) throws IOException {
        String text = Files.readString(acknowledged);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
