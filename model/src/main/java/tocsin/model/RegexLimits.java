package tocsin.model;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a regular expression from anybody from exhausting memory or stack when it is compiled. RE2/J matches in linear
 * time, but unlike RE2 and Go it lets {@code (((x{1000}){1000}){1000})} grow to a billion states, and groups nest until the
 * stack is full. Refused is what Go refuses, repeats that multiply to more than {@value #MOST_REPEATS}, and what no person
 * writes: the other bounds are lower than Go's.
 *
 * <p>It reads only as much of the syntax as it takes to count; whatever is no expression at all is left to RE2/J.
 */
final class RegexLimits {
    private static final int MOST_REPEATS = 1000;
    private static final int MOST_STATES = 250_000;
    private static final int DEEPEST = 500;

    private final String text;
    private final Deque<Sequence> open = new ArrayDeque<>();
    private final @Nullable String problem;
    private int at;

    RegexLimits(String regex) {
        this.text = regex;
        this.problem = read();
    }

    /** What is counted inside one pair of parentheses. */
    private static final class Sequence {
        private long states;
        private long repeats = 1;
        private long lastStates;
        private long lastRepeats = 1;

        void add(long moreStates, long itsRepeats) {
            lastStates = moreStates;
            lastRepeats = itsRepeats;
            states += moreStates;
            repeats = Math.max(repeats, itsRepeats);
        }

        void repeatLast(int times) {
            states += lastStates * (times - 1);
            lastStates *= times;
            lastRepeats *= times;
            repeats = Math.max(repeats, lastRepeats);
        }
    }

    /** What is wrong, null when nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    /** How many it has when repeats are written out; of what is no expression at all, any number. */
    int states() {
        return open.isEmpty() ? 0 : (int) open.getLast().states;
    }

    private @Nullable String read() {
        open.push(new Sequence());
        while (at < text.length() && !open.isEmpty()) {
            step();
            Sequence now = open.peek();
            if (open.size() > DEEPEST) {
                return "groups nest more than %d deep".formatted(DEEPEST);
            }
            if (now != null && now.repeats > MOST_REPEATS) {
                return "repeats multiply to more than %d".formatted(MOST_REPEATS);
            }
            if (now != null && now.states > MOST_STATES) {
                return "it has more than %d states when repeats are written out".formatted(MOST_STATES);
            }
        }
        return null;
    }

    private void step() {
        char next = text.charAt(at++);
        switch (next) {
            case '(' -> open.push(new Sequence());
            case ')' -> close();
            case '[' -> characterClass();
            case '\\' -> escape();
            case '{' -> repeat();
            default -> literal(1);
        }
    }

    private void literal(int states) {
        Sequence now = open.peek();
        if (now != null) {
            now.add(states, 1);
        }
    }

    /** One that closes nothing empties the stack, and RE2/J says what is wrong. */
    private void close() {
        Sequence closed = open.pop();
        Sequence around = open.peek();
        if (around != null) {
            around.add(closed.states + 1, closed.repeats);
        }
    }

    private void characterClass() {
        at += text.startsWith("^", at) ? 1 : 0;
        at += text.startsWith("]", at) ? 1 : 0;
        while (at < text.length() && text.charAt(at) != ']') {
            if (text.startsWith("[:", at) && text.indexOf(":]", at) > 0) {
                at = text.indexOf(":]", at) + 2;
            } else {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
        literal(1);
    }

    /** The braces of {@code \x{1F642}} and {@code \p{Greek}} are no repeats, and in {@code \Q...\E} nothing is. */
    private void escape() {
        char escaped = at < text.length() ? text.charAt(at++) : 'z';
        if (escaped == 'Q') {
            int end = text.indexOf("\\E", at);
            literal((end < 0 ? text.length() : end) - at);
            at = end < 0 ? text.length() : end + 2;
            return;
        }
        boolean named = escaped == 'x' || escaped == 'p' || escaped == 'P';
        if (named && text.startsWith("{", at) && text.indexOf('}', at) > 0) {
            at = text.indexOf('}', at) + 1;
        }
        literal(1);
    }

    /** A brace that begins no repeat is a literal. */
    private void repeat() {
        int least = at;
        int end = digits(least);
        int most = -1;
        if (end > least && text.startsWith(",", end)) {
            most = end + 1;
            end = digits(most);
        }
        if (end == least || !text.startsWith("}", end)) {
            literal(1);
            return;
        }
        boolean bounded = most >= 0 && end > most;
        int from = bounded ? most : least;
        int to = digits(from);
        at = end + 1;
        Sequence now = open.peek();
        if (now != null) {
            now.repeatLast(times(text.substring(from, to)));
        }
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** At least one, since what is repeated no times has been compiled once; more than RE2/J accepts is for it to refuse. */
    private static int times(String digits) {
        return digits.length() > 4 ? 1 : Math.max(1, Integer.parseInt(digits));
    }
}
