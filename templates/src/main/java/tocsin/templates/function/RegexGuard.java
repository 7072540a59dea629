package tocsin.templates.function;

import java.util.ArrayDeque;
import java.util.Deque;
import tocsin.templates.format.GoQuoting;
import tocsin.templates.value.FunctionFailure;

/**
 * Refuses expressions that would take too much memory or stack to compile, by a look at their brackets and counted
 * repetitions. RE2/J bounds each repetition, not their product: {@code ((a{1000}){1000}){1000}} is a thousand million.
 */
final class RegexGuard {
    private static final int MOST_LENGTH = 20_000;
    private static final int MOST_NESTING = 200;
    private static final long MOST_SIZE = 100_000;

    private final String pattern;
    /** Sizes of the open groups, the innermost first. */
    private final Deque<Long> outer = new ArrayDeque<>();

    private int at;
    private long size;
    private long last;

    private RegexGuard(String pattern) {
        this.pattern = pattern;
    }

    static void check(String pattern) throws FunctionFailure {
        if (pattern.length() > MOST_LENGTH) {
            throw new FunctionFailure("error parsing regexp: expression is longer than " + MOST_LENGTH + " characters");
        }
        new RegexGuard(pattern).check();
    }

    private void check() throws FunctionFailure {
        while (at < pattern.length()) {
            readOne(pattern.charAt(at));
            if (size > MOST_SIZE) {
                throw new FunctionFailure("error parsing regexp: expression too large: " + GoQuoting.quote(pattern));
            }
        }
    }

    private void readOne(char c) throws FunctionFailure {
        switch (c) {
            case '(' -> open();
            case ')' -> close();
            case '[' -> readClass();
            case '{' -> readRepetition();
            case '\\' -> readEscape();
            default -> add(1, 1);
        }
    }

    private void add(int characters, long added) {
        at += characters;
        last = added;
        size += added;
    }

    private void open() throws FunctionFailure {
        if (outer.size() >= MOST_NESTING) {
            throw new FunctionFailure("error parsing regexp: expression nests too deeply: " + GoQuoting.quote(pattern));
        }
        outer.push(size);
        size = 0;
        at++;
    }

    private void close() {
        long inside = size;
        size = outer.isEmpty() ? size : outer.pop();
        add(1, inside + 2);
    }

    private void readClass() {
        int end = at + 1;
        end += pattern.startsWith("^", end) ? 1 : 0;
        end += pattern.startsWith("]", end) ? 1 : 0;
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            end += pattern.charAt(end) == '\\' ? 2 : 1;
        }
        add(end + 1 - at, 1);
    }

    private void readEscape() {
        int quoteEnd = pattern.startsWith("\\Q", at) ? pattern.indexOf("\\E", at + 2) : -1;
        int length = quoteEnd < 0 ? 2 : quoteEnd + 2 - at;
        add(length, length);
    }

    private void readRepetition() {
        int end = at + 1;
        long count = 0;
        long largest = 0;
        while (end < pattern.length() && (pattern.charAt(end) == ',' || Character.isDigit(pattern.charAt(end)))) {
            char c = pattern.charAt(end);
            count = c == ',' ? 0 : Math.min(MOST_SIZE, count * 10 + Character.digit(c, 10));
            largest = Math.max(largest, count);
            end++;
        }
        boolean repeats = largest > 0 && pattern.startsWith("}", end);
        long more = repeats ? last * (largest - 1) : 1;
        size += more;
        last = repeats ? last + more : 1;
        at = repeats ? end + 1 : at + 1;
    }
}
