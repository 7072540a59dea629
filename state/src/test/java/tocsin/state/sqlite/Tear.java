package tocsin.state.sqlite;

import java.util.Arrays;
import java.util.Random;

/**
 * What a power loss leaves of a file that was being changed. The disk may have kept nothing of the change, all of it, its
 * beginning, or any of its sectors, and where it was writing just then there may be garbage. Bytes that nobody was writing stay
 * as they were, which is what SQLite relies on ("powersafe overwrite").
 */
final class Tear {
    private static final int SECTOR = 512;

    private final byte[] before;
    private final byte[] after;
    private final Random random;

    /** How a file was torn, for people. */
    private String how = "";

    Tear(byte[] before, byte[] after, Random random) {
        this.before = before;
        this.after = after;
        this.random = random;
    }

    String how() {
        return how;
    }

    /** The change is one run of bytes. */
    byte[] run(int from, int until) {
        if (from >= until) {
            how = "unchanged";
            return before.clone();
        }
        return switch (random.nextInt(6)) {
            case 0 -> whole(before, "nothing");
            case 1 -> whole(after, "all");
            case 2 -> prefix(from, until);
            case 3 -> sectors(from, until, 0);
            case 4 -> sectors(from, until, 0.3);
            default -> flipped(from, until);
        };
    }

    private byte[] whole(byte[] file, String name) {
        how = name;
        return file.clone();
    }

    private byte[] prefix(int from, int until) {
        int end = from + 1 + random.nextInt(until - from);
        how = "the first %d of %d bytes".formatted(end - from, until - from);
        byte[] torn = Arrays.copyOf(before, Math.max(Math.min(before.length, after.length), end));
        System.arraycopy(after, from, torn, from, end - from);
        return torn;
    }

    /** The file has its new length, or ends behind the last sector that was kept. */
    private byte[] sectors(int from, int until, double garbage) {
        double kept = new double[] {0.1, 0.5, 0.9, 0.99}[random.nextInt(4)];
        byte[] torn = Arrays.copyOf(before, Math.max(before.length, after.length));
        int last = before.length;
        for (int at = from; at < until; at = (at / SECTOR + 1) * SECTOR) {
            int end = Math.min(until, (at / SECTOR + 1) * SECTOR);
            if (random.nextDouble() < kept) {
                System.arraycopy(after, at, torn, at, end - at);
                last = Math.max(last, end);
            } else if (random.nextDouble() < garbage) {
                fill(torn, at, end);
                last = Math.max(last, end);
            }
        }
        how = "sectors, %.0f %% of %d bytes%s".formatted(kept * 100, until - from, garbage > 0 ? ", and garbage" : "");
        return random.nextBoolean() ? torn : Arrays.copyOf(torn, Math.min(torn.length, last));
    }

    private void fill(byte[] file, int from, int until) {
        byte[] garbage = new byte[until - from];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, file, from, garbage.length);
    }

    private byte[] flipped(int from, int until) {
        byte[] torn = after.clone();
        int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            int at = from + random.nextInt(Math.min(until, torn.length) - from);
            torn[at] ^= (byte) (1 << random.nextInt(8));
        }
        how = "all of %d bytes, but %d bits".formatted(until - from, flips);
        return torn;
    }

    /** Any of the pages that differ were being written; each is torn by itself, or not at all. */
    byte[] pages(int size) {
        int mood = random.nextInt(3);
        if (mood == 0) {
            return whole(random.nextBoolean() ? before : after, "one or the other");
        }
        how = mood == 1 ? "some pages" : "some pages, some of them garbage";
        byte[] torn =
                Arrays.copyOf(before, random.nextBoolean() ? after.length : Math.max(before.length, after.length));
        for (int at = 0; at < Math.min(torn.length, after.length); at += size) {
            int end = Math.min(Math.min(at + size, torn.length), after.length);
            boolean changed =
                    at >= before.length || !Arrays.equals(after, at, end, before, at, Math.min(end, before.length));
            if (changed) {
                page(torn, at, end, mood == 2);
            }
        }
        return torn;
    }

    private void page(byte[] torn, int from, int until, boolean garbage) {
        int dice = random.nextInt(garbage ? 4 : 3);
        if (dice == 1) {
            System.arraycopy(after, from, torn, from, until - from);
        } else if (dice == 2) {
            System.arraycopy(after, from, torn, from, random.nextInt(until - from));
        } else if (dice == 3) {
            fill(torn, from, until);
        }
    }
}
