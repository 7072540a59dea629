package tocsin.server.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Prometheus of the demo's own: loopback, a free port, a temporary directory. Blocks: for the command line's thread. */
public final class PrometheusProcess implements AutoCloseable {
    private static final int STOP_SECONDS = 5;
    private static final int START_MILLIS = 300;

    private final Process process;
    private final URI url;

    private PrometheusProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    public URI url() {
        return url;
    }

    /** The binary on the PATH, or after installing Debian's package where that can be done. */
    public static Optional<Path> find() throws IOException, InterruptedException {
        Optional<Path> found = onPath("prometheus");
        if (found.isPresent() || !canInstall()) {
            return found;
        }
        install();
        return onPath("prometheus");
    }

    /**
     * Starts it.
     *
     * @param directory for its configuration and data
     * @param scrapes {@code job=host:port} of what it scrapes every second
     * @throws IOException when it cannot be started or ends at once; says what it printed
     */
    public static PrometheusProcess start(Path binary, Path directory, List<String> scrapes)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        Path log = directory.resolve("prometheus.log");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), configuration(scrapes));
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        requireRunning(process, log);
        return new PrometheusProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String configuration(List<String> scrapes) {
        StringBuilder yaml = new StringBuilder("global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n");
        for (String scrape : scrapes) {
            String[] jobAndTarget = scrape.split("=", 2);
            yaml.append("- {job_name: %s, static_configs: [{targets: ['%s']}]}\n"
                    .formatted(jobAndTarget[0], jobAndTarget[1]));
        }
        return yaml.toString();
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean canInstall() {
        return "root".equals(System.getProperty("user.name"))
                && onPath("apt-get").isPresent();
    }

    private static void install() throws IOException, InterruptedException {
        run("apt-get", "update", "-qq");
        run("apt-get", "install", "-y", "-qq", "prometheus");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.start().waitFor();
    }

    /** A binary that does not take these flags ends at once. */
    private static void requireRunning(Process process, Path log) throws IOException, InterruptedException {
        if (process.waitFor(START_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IOException("prometheus ended at once with status %d: %s"
                    .formatted(process.exitValue(), Files.readString(log)));
        }
    }
}
