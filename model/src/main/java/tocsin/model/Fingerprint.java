package tocsin.model;

import java.nio.charset.StandardCharsets;

/**
 * FNV-1a 64 over {@code name 0xFF value 0xFF} of each label in name order: the number under which Alertmanager's API
 * knows an alert. Two label sets may share one; never use it as an identity, use {@link Labels}.
 *
 * @param value all 64 bits, unsigned
 */
public record Fingerprint(long value) implements Comparable<Fingerprint> {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 0xFF;

    static long hash(Labels labels) {
        long hash = OFFSET;
        for (int i = 0; i < labels.size(); i++) {
            hash = add(hash, labels.name(i));
            hash = add(hash, labels.value(i));
        }
        return hash;
    }

    /**
     * Reads the form of {@link #toString}.
     *
     * @throws IllegalArgumentException when the text is not 1 to 16 hex digits
     */
    public static Fingerprint parse(String text) {
        try {
            return new Fingerprint(Long.parseUnsignedLong(text, 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a fingerprint: \"%s\"; write 16 hex digits".formatted(text), e);
        }
    }

    private static long add(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                return addEncoded(hash, text);
            }
            result = (result ^ unit) * PRIME;
        }
        return (result ^ SEPARATOR) * PRIME;
    }

    private static long addEncoded(long hash, String text) {
        long result = hash;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            result = (result ^ (b & 0xFF)) * PRIME;
        }
        return (result ^ SEPARATOR) * PRIME;
    }

    @Override
    public int compareTo(Fingerprint other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** 16 lower-case hex digits. */
    @Override
    public String toString() {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
