package tocsin.templates.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import tocsin.templates.value.Call;
import tocsin.templates.value.FunctionFailure;

/**
 * A text that counts how often it is read, and so bounds the work of one call: a character may be looked at by as many states
 * as the expression has. RE2/J cannot be interrupted otherwise.
 */
final class RegexWork implements CharSequence {
    /** Half a second, in the worst of cases. */
    private static final long MOST = 100_000_000;
    /** States that look at a character at the price of one step. */
    private static final long STATES_OF_STEP = 256;

    private static final int READS_BETWEEN_COUNTS = 256;

    private final String text;
    private final Call call;
    private final long states;
    private int reads;
    private long done;
    private long unpaid;

    RegexWork(String text, Call call, Pattern pattern) {
        this.text = text;
        this.call = call;
        this.states = pattern.programSize();
    }

    /** Cheap: carries no stack trace. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch() {
            super("too much work", null, false, false);
        }
    }

    /** As {@link Matcher#find(int)}, of a matcher of this. */
    boolean find(Matcher matcher, int from) throws FunctionFailure {
        try {
            boolean found = matcher.find(from);
            count();
            return found;
        } catch (StackOverflowError overflow) {
            throw new FunctionFailure("the regular expression has too many parts that may be empty");
        } catch (TooMuch tooMuch) {
            throw new FunctionFailure("the regular expression is too much work on a text this long");
        }
    }

    private void count() {
        done += reads * states;
        unpaid += reads * states;
        reads = 0;
        call.spend(unpaid / STATES_OF_STEP);
        unpaid %= STATES_OF_STEP;
        if (done > MOST) {
            throw new TooMuch();
        }
    }

    @Override
    public char charAt(int index) {
        if (++reads == READS_BETWEEN_COUNTS) {
            count();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
