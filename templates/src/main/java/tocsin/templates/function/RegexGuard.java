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
    private static final long MOST_REPETITIONS = 1000;

    private final String pattern;
    /** The groups around the open one, the innermost first. */
    private final Deque<Group> outer = new ArrayDeque<>();

    private int at;
    private Group group = new Group();

    private RegexGuard(String pattern) {
        this.pattern = pattern;
    }

    /** An open group: its size so far, and that of its last item; the largest product of repetitions within each. */
    private static final class Group {
        private long size;
        private long last;
        private long repetitions = 1;
        private long lastRepetitions = 1;

        private void add(long added, long addedRepetitions) {
            last = added;
            lastRepetitions = addedRepetitions;
            size += added;
            repetitions = Math.max(repetitions, addedRepetitions);
        }

        private void repeatLast(long times) {
            size += last * (times - 1);
            last *= times;
            lastRepetitions *= times;
            repetitions = Math.max(repetitions, lastRepetitions);
        }
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
            if (group.size > MOST_SIZE) {
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
        group.add(added, 1);
    }

    private void open() throws FunctionFailure {
        if (outer.size() >= MOST_NESTING) {
            throw new FunctionFailure("error parsing regexp: expression nests too deeply: " + GoQuoting.quote(pattern));
        }
        outer.push(group);
        group = new Group();
        at++;
    }

    private void close() {
        at++;
        if (!outer.isEmpty()) {
            Group closed = group;
            group = outer.pop();
            group.add(closed.size + 2, closed.repetitions);
        }
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

    private void readRepetition() throws FunctionFailure {
        int end = at + 1;
        long count = 0;
        long largest = 0;
        while (end < pattern.length() && (pattern.charAt(end) == ',' || Character.isDigit(pattern.charAt(end)))) {
            char c = pattern.charAt(end);
            count = c == ',' ? 0 : Math.min(MOST_SIZE, count * 10 + Character.digit(c, 10));
            largest = Math.max(largest, count);
            end++;
        }
        if (largest > 0 && pattern.startsWith("}", end)) {
            repeat(largest, pattern.substring(at, end + 1));
            at = end + 1;
        } else {
            add(1, 1);
        }
    }

    private void repeat(long times, String shown) throws FunctionFailure {
        group.repeatLast(times);
        if (group.lastRepetitions > MOST_REPETITIONS) {
            throw new FunctionFailure("error parsing regexp: invalid repeat count: `" + shown + '`');
        }
    }
}
