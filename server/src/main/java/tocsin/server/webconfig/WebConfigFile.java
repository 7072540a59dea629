package tocsin.server.webconfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.time.Clock;

/** The file on disk, and the files that it names. Blocks; any thread. */
public final class WebConfigFile {
    private static final int MAX_BYTES = 4 << 20;
    private static final Path WORKING_DIRECTORY = Path.of("");

    private final Path path;
    private final Clock clock;

    /** @param clock to know whether a certificate is over */
    public WebConfigFile(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    /**
     * Reads and judges everything as a start would.
     *
     * @param problems gets all of them
     * @return what the file turns on, in a few words; null when it has errors
     */
    public @Nullable String check(Problems problems) {
        Reading reading = read("");
        problems.addAll(reading.problems());
        return reading.loaded() == null ? null : reading.loaded().summary();
    }

    /**
     * What was read.
     *
     * @param fingerprint of the contents of all files
     * @param loaded null when nothing has changed or there are errors
     */
    record Reading(String fingerprint, @Nullable LoadedWebConfig loaded, List<Problem> problems) {}

    /** Reads everything, unless it has the fingerprint that is given. */
    Reading read(String known) {
        Problems problems = new Problems(path.toString());
        Source source = Source.read(path.toString(), path, MAX_BYTES, problems);
        WebConfig config = source == null ? WebConfig.EMPTY : new WebConfigReader(directory(), problems).read(source);
        String fingerprint = fingerprint(source, config.tls());
        if (fingerprint.equals(known)) {
            return new Reading(fingerprint, null, List.of());
        }
        LoadedTls tls = config.tls() == null ? null : new TlsLoader(clock.now(), problems).load(config.tls());
        LoadedWebConfig loaded = problems.hasErrors() ? null : new LoadedWebConfig(config, tls);
        return new Reading(fingerprint, loaded, problems.list());
    }

    private Path directory() {
        return path.getParent() == null ? WORKING_DIRECTORY : path.getParent();
    }

    /** Taken before certificates are loaded: what changes in between is seen the next time. */
    private static String fingerprint(@Nullable Source source, @Nullable TlsSettings tls) {
        MessageDigest digest = sha256();
        digest.update((source == null ? "" : source.text()).getBytes(StandardCharsets.UTF_8));
        if (tls != null) {
            tls.sources().stream().map(PemSource::path).forEach(file -> update(digest, file));
        }
        return (source == null ? "-" : "+") + HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, @Nullable Path file) {
        if (file == null) {
            return;
        }
        digest.update((byte) 0);
        try (InputStream in = Files.newInputStream(file)) {
            digest.update(sha256().digest(in.readNBytes(MAX_BYTES)));
        } catch (IOException e) {
            digest.update((byte) 1);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
