package tocsin.templates.value;

/** A text under construction; what would make it longer than its limit throws {@link TextTooLong}. Not thread-safe. */
public final class BoundedText {
    /** Most annotations fit without growing. */
    private static final int USUAL_LENGTH = 128;

    private final int limit;
    private StringBuilder text;

    /** @param limit in characters */
    public BoundedText(int limit) {
        this.limit = limit;
        this.text = new StringBuilder(Math.min(limit, USUAL_LENGTH));
    }

    public BoundedText append(String added) {
        room(added.length());
        text.append(added);
        return this;
    }

    public BoundedText append(CharSequence added, int start, int end) {
        room(end - start);
        text.append(added, start, end);
        return this;
    }

    public BoundedText append(char added) {
        room(1);
        text.append(added);
        return this;
    }

    public BoundedText append(long number) {
        room(20);
        text.append(number);
        return this;
    }

    public BoundedText appendCodePoint(int codePoint) {
        room(2);
        text.appendCodePoint(codePoint);
        return this;
    }

    public BoundedText repeat(char added, int times) {
        room(Math.max(0, times));
        for (int i = 0; i < times; i++) {
            text.append(added);
        }
        return this;
    }

    public int length() {
        return text.length();
    }

    /** How many characters more there is room for. */
    public int remaining() {
        return limit - text.length();
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Forgets what was written after the first {@code length} characters; the memory is kept for what comes. */
    public void truncate(int length) {
        text.setLength(length);
    }

    /** Refuses in advance what would add so many characters: for those who would have to build them elsewhere first. */
    public BoundedText require(int more) {
        if (more > limit - text.length()) {
            throw new TextTooLong(limit);
        }
        return this;
    }

    private void room(int more) {
        require(more);
        int needed = text.length() + more;
        if (needed > text.capacity() && text.capacity() >= limit / 2) {
            // By itself it would grow to twice its size, most of which it may never use.
            text = new StringBuilder(limit).append(text);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
