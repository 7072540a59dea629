package tocsin.router.notificationlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash by which Alertmanager's notification log knows alerts; seed 0.
 *
 * @see <a href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md">the algorithm</a>
 */
final class XxHash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    /** Their sum, without the carry. */
    private static final long PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    static long of(byte[] bytes) {
        int stripes = bytes.length / STRIPE * STRIPE;
        long start = stripes == 0 ? PRIME_5 : ofStripes(bytes, stripes);
        return avalanche(ofRest(bytes, stripes, start + bytes.length));
    }

    private static long ofStripes(byte[] bytes, int end) {
        long a = PRIMES_1_AND_2;
        long b = PRIME_2;
        long c = 0;
        long d = -PRIME_1;
        for (int at = 0; at < end; at += STRIPE) {
            a = round(a, eight(bytes, at));
            b = round(b, eight(bytes, at + 8));
            c = round(c, eight(bytes, at + 16));
            d = round(d, eight(bytes, at + 24));
        }
        long sum = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merge(merge(merge(merge(sum, a), b), c), d);
    }

    private static long ofRest(byte[] bytes, int from, long start) {
        long hash = start;
        int at = from;
        for (; at + 8 <= bytes.length; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, eight(bytes, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= bytes.length) {
            long four = (int) INTS.get(bytes, at) & 0xFFFFFFFFL;
            hash = Long.rotateLeft(hash ^ four * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < bytes.length; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long sum) {
        long hash = (sum ^ (sum >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }
}
