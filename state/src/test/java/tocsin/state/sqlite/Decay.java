package tocsin.state.sqlite;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** What a bad disk makes of files that were safely on it. */
final class Decay {
    private static final int FRAME = 24 + 4096;

    private final Random random;
    private final StateFiles files;
    private String how = "";
    private boolean endsWithAnAppend;

    Decay(StateFiles sound, Random random) {
        this.random = random;
        boolean ofLog = sound.log().length > 0 && random.nextBoolean();
        byte[] damaged = ofLog ? damaged(sound.log()) : damaged(sound.database());
        this.endsWithAnAppend = ofLog && isWhole(damaged) && Arrays.mismatch(damaged, sound.log()) == damaged.length;
        this.files = ofLog ? new StateFiles(sound.database(), damaged) : new StateFiles(damaged, sound.log());
        this.how = (ofLog ? "the log: " : "the file: ") + how;
    }

    StateFiles files() {
        return files;
    }

    String how() {
        return how;
    }

    /** Nobody can see of a log that was cut right behind a transaction, or lost altogether, that there was more. */
    boolean endsWithAnAppend() {
        return endsWithAnAppend;
    }

    private static boolean isWhole(byte[] log) {
        int frames = (log.length - StateFiles.LOG_HEADER) / FRAME;
        int end = StateFiles.LOG_HEADER + frames * FRAME;
        return log.length == 0
                || (end == log.length && (frames <= 0 || ByteBuffer.wrap(log).getInt(end - FRAME + 4) != 0));
    }

    private byte[] damaged(byte[] sound) {
        byte[] file = sound.clone();
        int at = random.nextInt(file.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                how = "cut at " + at;
                return Arrays.copyOf(file, at);
            }
            case 1 -> {
                int length = 1 << random.nextInt(14);
                how = "zeros at %d, %d bytes".formatted(at, length);
                Arrays.fill(file, at, Math.min(file.length, at + length), (byte) 0);
            }
            case 2 -> {
                int from = at / 512 * 512;
                how = "garbage in the sector at " + from;
                byte[] garbage = new byte[Math.min(512, file.length - from)];
                random.nextBytes(garbage);
                System.arraycopy(garbage, 0, file, from, garbage.length);
            }
            case 3 -> {
                int from = at / 4096 * 4096;
                int other = random.nextInt(file.length) / 4096 * 4096;
                how = "at %d what belongs to %d".formatted(from, other);
                int length = Math.min(4096, file.length - Math.max(from, other));
                System.arraycopy(sound, other, file, from, length);
            }
            default -> {
                int flips = 1 + random.nextInt(3);
                how = "%d flipped bits, the first at %d".formatted(flips, at);
                for (int i = 0; i < flips; i++) {
                    file[i == 0 ? at : random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return file;
    }
}
