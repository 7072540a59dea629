package tocsin.server.live;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tocsin.server.contract.Chapter;
import tocsin.server.contract.Contract;
import tocsin.server.contract.Target;

/**
 * The installed Alertmanager still answers as it was recorded, and {@code tocsin run} answers like it. With
 * {@code -Dtocsin.contract.record=true} the answers of the installed Alertmanager are recorded first.
 */
class ContractIT {
    private static final Contract CONTRACT = new Contract(Programs.root().resolve("server"));

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void record() throws IOException {
        if (Boolean.getBoolean("tocsin.contract.record")) {
            CONTRACT.record(ContractIT::alertmanager);
        }
    }

    @TestFactory
    Stream<DynamicContainer> the_installed_alertmanager_answers_as_recorded() throws IOException {
        Programs.require("prometheus-alertmanager");
        return CONTRACT.recordedServer(ContractIT::alertmanager);
    }

    @TestFactory
    Stream<DynamicContainer> tocsin_run_answers_as_recorded_or_as_the_table_says() throws IOException {
        return CONTRACT.tocsin(ContractIT::tocsin);
    }

    private static Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "server");
    }

    private static Target alertmanager(Chapter chapter) throws IOException {
        RealServer server = RealServer.alertmanager(fresh(), chapter.routing());
        return new Live(URI.create(server.url()), server::close);
    }

    private static Target tocsin(Chapter chapter) throws IOException {
        Path place = fresh();
        Chapter.Limits limits = chapter.limits();
        TocsinProcess server = TocsinProcess.run(
                place,
                Setup.configOption(place, chapter.routing()),
                "--silences.max-silences=" + limits.silences(),
                "--silences.max-silence-size-bytes=" + limits.silenceBytes(),
                "--alerts.per-alertname-limit=" + limits.alertsPerName());
        return new Live(server.url(), server::close);
    }

    private record Live(URI url, Runnable end) implements Target {
        @Override
        public int port() {
            return url.getPort();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void advance(Duration duration) {
            Instant due = Instant.now().plus(duration);
            await("time passes")
                    .atMost(duration.plusSeconds(20))
                    .until(() -> !Instant.now().isBefore(due));
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
