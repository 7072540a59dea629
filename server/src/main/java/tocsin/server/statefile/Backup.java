package tocsin.server.statefile;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.codec.CodecException;

/** Reads backups. What {@link BackupWriter} wrote is taken as a whole or not at all. */
final class Backup {
    static final String FORMAT = "tocsin-state-backup";
    static final int VERSION = 1;
    /** Beyond what any row takes. */
    private static final int MOST_BYTES_OF_LINE = 64 << 20;

    private Backup() {}

    /** Whether the file says that it is a backup, whole or not. */
    static boolean isBackup(Path file) throws IOException {
        byte[] beginning = "{\"format\":\"%s\"".formatted(FORMAT).getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(beginning.length), beginning);
        }
    }

    /**
     * Hands out the rows of a backup. Call it once with a consumer that does nothing to know that the file is whole: only the
     * last line tells.
     *
     * @throws BadBackup when the file is no backup, was cut or altered, or is of a later version of the program
     */
    static void read(Path file, Consumer<Entry<?>> row) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            new Reading(file, in).read(row);
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The message is for people: which file, which line, what to do. */
    static final class BadBackup extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadBackup(String message) {
            super(message);
        }
    }

    private static final class Reading {
        private final Path file;
        private final InputStream in;
        private final MessageDigest digest = digest();
        private long line;
        private long rows;

        Reading(Path file, InputStream in) {
            this.file = file;
            this.in = in;
        }

        void read(Consumer<Entry<?>> row) throws IOException {
            head();
            byte[] next = needed();
            JsonObject json = json(next);
            while (!json.containsKey("sha256")) {
                digested(next);
                row.accept(entry(json));
                rows++;
                next = needed();
                json = json(next);
            }
            end(json);
        }

        private void head() throws IOException {
            byte[] first = needed();
            JsonObject head = json(first);
            if (!FORMAT.equals(head.getValue("format"))) {
                throw bad("it is no backup of Tocsin");
            }
            if (!(head.getValue("version") instanceof Integer version) || version != VERSION) {
                throw bad("the version of the backup is %s, this program reads %d: import it with %s"
                        .formatted(head.getValue("version"), VERSION, head.getValue("program")));
            }
            digested(first);
        }

        private void end(JsonObject end) throws IOException {
            if (!hex(digest.digest()).equals(end.getValue("sha256"))) {
                throw bad("the checksum is wrong: the file was altered or damaged; nothing was imported");
            }
            if (!(end.getValue("rows") instanceof Number count) || count.longValue() != rows) {
                throw bad("%s rows were written and %d are there; nothing was imported"
                        .formatted(end.getValue("rows"), rows));
            }
            if (in.read() >= 0) {
                throw bad("something follows the last line of the backup; nothing was imported");
            }
        }

        private Entry<?> entry(JsonObject json) {
            try {
                return BackupRow.entry(json);
            } catch (CodecException e) {
                throw bad(e.getMessage() + "; nothing was imported");
            }
        }

        private JsonObject json(byte[] text) {
            try {
                return new JsonObject(Buffer.buffer(text));
            } catch (DecodeException | ClassCastException e) {
                throw bad("it is no JSON object: the file was altered or damaged; nothing was imported");
            }
        }

        private void digested(byte[] text) {
            digest.update(text);
            digest.update((byte) '\n');
        }

        private byte[] needed() throws IOException {
            line++;
            byte[] text = line();
            if (text == null) {
                throw bad("the file ends here without its last line: it was cut; nothing was imported");
            }
            return text;
        }

        /** Without its end; null when there is no whole one. */
        private byte @Nullable [] line() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream(512);
            int octet = in.read();
            while (octet >= 0 && octet != '\n') {
                if (text.size() == MOST_BYTES_OF_LINE) {
                    throw bad("the line is longer than %d bytes".formatted(MOST_BYTES_OF_LINE));
                }
                text.write(octet);
                octet = in.read();
            }
            return octet < 0 ? null : text.toByteArray();
        }

        private BadBackup bad(String what) {
            return new BadBackup("%s:%d: %s".formatted(file, line, what));
        }
    }
}
