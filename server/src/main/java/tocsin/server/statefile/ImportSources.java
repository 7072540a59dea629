package tocsin.server.statefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tocsin.server.alertmanager.Snapshot;

/** Finds out what the files are that somebody wants to import, and reads all of them before anything is written. */
final class ImportSources {
    private final boolean skipUnreadable;
    private final Instant now;
    private final List<ImportSource> sources = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ImportSources(boolean skipUnreadable, Instant now) {
        this.skipUnreadable = skipUnreadable;
        this.now = now;
    }

    /** @param skipUnreadable whether a file of Alertmanager that is damaged is imported as far as it can be read */
    static ImportSources read(List<Path> paths, boolean skipUnreadable, Instant now) {
        ImportSources sources = new ImportSources(skipUnreadable, now);
        paths.forEach(sources::add);
        return sources;
    }

    List<ImportSource> sources() {
        return List.copyOf(sources);
    }

    /** Why nothing is to be imported; empty when all is well. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void add(Path path) {
        try {
            if (Files.isDirectory(path)) {
                addDirectory(path);
            } else if (Backup.isBackup(path)) {
                addBackup(path);
            } else {
                addSnapshot(path, Snapshot.read(path));
            }
        } catch (Backup.BadBackup e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            problems.add(path + ": there is no such file or directory");
        } catch (IOException e) {
            problems.add("%s: cannot be read: %s".formatted(path, e));
        }
    }

    private void addDirectory(Path directory) throws IOException {
        List<Path> files = StateHints.ALERTMANAGER_FILES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .toList();
        if (files.isEmpty()) {
            problems.add(
                    "%s: the directory has neither silences nor nflog of Alertmanager; name its storage path, or files"
                            .formatted(directory));
        }
        for (Path file : files) {
            addSnapshot(file, Snapshot.read(file));
        }
    }

    private void addBackup(Path file) throws IOException {
        AtomicLong rows = new AtomicLong();
        Backup.read(file, row -> rows.incrementAndGet());
        sources.add(new ImportSource.OfBackup(file, rows.get()));
    }

    private void addSnapshot(Path file, Snapshot snapshot) {
        if (snapshot.kind() == Snapshot.Kind.UNKNOWN) {
            problems.add("%s: neither a backup of Tocsin nor a silences or nflog file of Alertmanager".formatted(file));
        } else if (snapshot.isWhole() || skipUnreadable) {
            sources.add(new ImportSource.OfAlertmanager(file, snapshot, now));
        } else {
            refuse(file, snapshot);
        }
    }

    private void refuse(Path file, Snapshot snapshot) {
        snapshot.unreadable().forEach(problem -> problems.add("%s: %s".formatted(file, problem)));
        if (snapshot.cutBytes() > 0) {
            problems.add("%s: the last %d bytes are no whole message: the file was cut or is damaged there"
                    .formatted(file, snapshot.cutBytes()));
        }
        problems.add("%s: %d messages can be read; to import them without the rest, add --skip-unreadable"
                .formatted(
                        file, snapshot.silences().size() + snapshot.logEntries().size()));
    }
}
