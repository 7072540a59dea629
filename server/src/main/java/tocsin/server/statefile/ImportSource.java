package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.silence.Silence;
import tocsin.server.alertmanager.Snapshot;
import tocsin.state.Entry;

/** A file whose entries are to be imported; it was read once already and found in order. */
sealed interface ImportSource {
    Path file();

    /** What it is, and how much is in it. */
    String summary();

    /** What somebody should know of single entries; empty for nearly all. */
    List<String> notes();

    /** Gives the same entries in the same order each time. */
    void forEach(Consumer<Entry<?>> entry) throws IOException;

    default JsonObject json() {
        return new JsonObject()
                .put("file", file().toString())
                .put("summary", summary())
                .put("notes", new JsonArray(notes()));
    }

    /** @param rows in it */
    record OfBackup(Path file, long rows) implements ImportSource {
        @Override
        public String summary() {
            return "a backup of %d rows".formatted(rows);
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void forEach(Consumer<Entry<?>> entry) throws IOException {
            Backup.read(file, entry);
        }
    }

    /** @param now what expired by then has no use any more, and no change can be later */
    record OfAlertmanager(Path file, Snapshot snapshot, Instant now) implements ImportSource {
        @Override
        public String summary() {
            long expired = snapshot.silences().size()
                    + snapshot.logEntries().size()
                    - entries().count();
            String what = switch (snapshot.kind()) {
                case SILENCES -> snapshot.silences().size() + " silences of Alertmanager";
                case NOTIFICATION_LOG -> snapshot.logEntries().size() + " entries of Alertmanager's notification log";
                case EMPTY -> "an empty file of Alertmanager";
                case UNKNOWN -> throw new IllegalStateException("no source: " + file);
            };
            return expired == 0
                    ? what
                    : "%s, of which %d are past their retention and left out".formatted(what, expired);
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (snapshot.cutBytes() > 0) {
                notes.add("the last %d bytes are no whole message and were left out".formatted(snapshot.cutBytes()));
            }
            snapshot.unreadable().forEach(problem -> notes.add("left out: " + problem));
            for (Silence silence : snapshot.silences()) {
                Silence.Defect defect = silence.defect();
                if (defect != null) {
                    notes.add("silence %s has no effect until it is edited: %s"
                            .formatted(silence.id(), defect.problem()));
                }
            }
            return notes;
        }

        @Override
        public void forEach(Consumer<Entry<?>> entry) {
            entries().forEach(entry);
        }

        private Stream<Entry<?>> entries() {
            return Stream.<Entry<?>>concat(
                            snapshot.silences().stream().map(this::entry),
                            snapshot.logEntries().stream().map(this::entry))
                    .filter(entry -> entry.expiresAt().isAfter(now));
        }

        private Entry<?> entry(Silence silence) {
            return new Entry<>(
                    Silence.TABLE, silence.id(), notAhead(silence.updatedAt()), silence, silence.expiresAt());
        }

        /** The router knows when it needs an entry no more; the store is not to decide it. */
        private Entry<?> entry(ImportedEntry read) {
            ImportedEntry logged = read.writtenBy(now);
            Instant expiry = logged.expiresAt().isAfter(now) ? Instant.MAX : logged.expiresAt();
            return new Entry<>(ImportedEntry.TABLE, logged.key(), logged.timestamp(), logged, expiry);
        }

        /** A stamp from the future would win against what is changed until then. */
        private Instant notAhead(Instant stamp) {
            return stamp.isAfter(now) ? now : stamp;
        }
    }
}
