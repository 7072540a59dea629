package tocsin.server.alertmanager;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.silence.Silence;

/**
 * What is in a snapshot file of an Alertmanager. The file says nowhere what it is, and somebody may have renamed it: its
 * first message tells.
 *
 * @param silences of a file of silences, expired ones included
 * @param logEntries of a notification log, expired ones included
 * @param unreadable messages that could not be read, and why; at most {@link #MOST_PROBLEMS} and how many more
 * @param cutBytes at the end that are no whole message: the file was cut or is damaged there
 */
public record Snapshot(
        Kind kind, List<Silence> silences, List<ImportedEntry> logEntries, List<String> unreadable, long cutBytes) {
    /** Upstream's silences are a few hundred bytes; a group of 100,000 alerts makes an entry of a megabyte. */
    private static final int MOST_BYTES_OF_MESSAGE = 16 << 20;

    static final int MOST_PROBLEMS = 20;

    /** What a snapshot is of. */
    public enum Kind {
        SILENCES,
        NOTIFICATION_LOG,
        /** Nothing is in it. */
        EMPTY,
        /** No snapshot. */
        UNKNOWN
    }

    public Snapshot {
        silences = List.copyOf(silences);
        logEntries = List.copyOf(logEntries);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether all of it was read. */
    public boolean isWhole() {
        return unreadable.isEmpty() && cutBytes == 0;
    }

    /** @throws IOException when the file cannot be read, not when its content is no snapshot */
    public static Snapshot read(Path file) throws IOException {
        Reading reading = new Reading();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Frames frames = new Frames(in, Files.size(file));
            byte[] message = frames.next();
            while (message != null && reading.add(message)) {
                message = frames.next();
            }
            return reading.snapshot(frames.left);
        }
    }

    /** The messages of a file, each behind its length. */
    private static final class Frames {
        private final InputStream in;
        /** Bytes behind the last whole message. */
        private long left;

        Frames(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        /** Null when there is no whole one any more. */
        byte @Nullable [] next() throws IOException {
            long length = 0;
            for (int octets = 1; octets <= 5; octets++) {
                int octet = in.read();
                if (octet < 0) {
                    return null;
                }
                length |= (long) (octet & 0x7F) << (7 * (octets - 1));
                if (octet < 0x80) {
                    return message(length, octets);
                }
            }
            return null;
        }

        private byte @Nullable [] message(long length, int octets) throws IOException {
            if (length > MOST_BYTES_OF_MESSAGE || length + octets > left) {
                return null;
            }
            byte[] message = in.readNBytes((int) length);
            if (message.length < length) {
                return null;
            }
            left -= length + octets;
            return message;
        }
    }

    /** The messages so far. */
    private static final class Reading {
        private final List<Silence> silences = new ArrayList<>();
        private final List<ImportedEntry> logEntries = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private Kind kind = Kind.EMPTY;
        private long messages;
        private long unreadableMessages;

        /** False when the file is no snapshot at all. */
        boolean add(byte[] message) {
            messages++;
            try {
                kind = messages == 1 ? kindOf(message) : kind;
                take(ProtoReader.of(message));
            } catch (MalformedMessage e) {
                kind = messages == 1 && kind == Kind.EMPTY ? Kind.UNKNOWN : kind;
                unreadableMessages++;
                if (unreadable.size() < MOST_PROBLEMS) {
                    unreadable.add("message %d: %s".formatted(messages, e.getMessage()));
                }
            }
            return kind != Kind.UNKNOWN;
        }

        private void take(ProtoReader message) {
            switch (kind) {
                case SILENCES -> silences.add(SilenceMessage.read(message));
                case NOTIFICATION_LOG -> logEntries.add(LogMessage.read(message));
                case EMPTY, UNKNOWN -> throw new MalformedMessage("it is neither a silence nor a log entry");
            }
        }

        /** An entry names a receiver, whose first field is a text; a silence has matchers there and an end elsewhere. */
        private static Kind kindOf(byte[] message) {
            ProtoReader outer = ProtoReader.of(message);
            while (outer.next()) {
                if (outer.field() == 1 && outer.hasLength()) {
                    return kindOfContent(outer.message());
                }
            }
            return Kind.UNKNOWN;
        }

        private static Kind kindOfContent(ProtoReader content) {
            Kind found = Kind.UNKNOWN;
            while (content.next()) {
                if (content.field() == 2 && content.hasLength()) {
                    ProtoReader part = content.message();
                    if (part.next() && part.field() == 1 && part.hasLength()) {
                        return Kind.NOTIFICATION_LOG;
                    }
                } else if (content.field() == 4 && content.hasLength()) {
                    found = Kind.SILENCES;
                }
            }
            return found;
        }

        Snapshot snapshot(long cut) {
            if (unreadableMessages > unreadable.size()) {
                unreadable.add("and %d more".formatted(unreadableMessages - unreadable.size()));
            }
            return new Snapshot(
                    kind == Kind.EMPTY && cut > 0 ? Kind.UNKNOWN : kind, silences, logEntries, unreadable, cut);
        }
    }
}
