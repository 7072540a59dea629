package tocsin.templates.function;

import static tocsin.templates.value.Type.STRING;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.GoQuoting;

/**
 * Regular expressions of RE2: linear time, no looking around. Keeps the first few expressions that it met, so that those
 * that stand in templates are compiled once; any thread.
 */
public final class RegexFunctions {
    private static final int MOST_KEPT = 100;
    private static final int LONGEST_KEPT = 500;
    /** A few characters may stand for a hundred thousand states, which would stay for ever. */
    private static final int LARGEST_KEPT = 2_000;

    /** Copied on write; when two threads add at once, one addition is lost, and made again later. */
    private volatile Map<String, Pattern> kept = Map.of();

    private RegexFunctions() {}

    /** {@code match reReplaceAll}, by name; with a memory of their own. */
    public static Map<String, Function> create() {
        RegexFunctions functions = new RegexFunctions();
        return Functions.byName(
                Function.of("match", List.of(STRING, STRING), functions::match),
                Function.of("reReplaceAll", List.of(STRING, STRING, STRING), functions::replaceAll));
    }

    private Object match(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        String text = Functions.text(arguments[1]);
        Pattern pattern = pattern(call, Functions.text(arguments[0]));
        RegexWork work = new RegexWork(text, call, pattern);
        return work.find(pattern.matcher(work), 0);
    }

    private Object replaceAll(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        String expression = Functions.text(arguments[0]);
        Pattern pattern = patternToReplace(call, expression);
        Replacement replacement = Replacement.of(Functions.text(arguments[1]), pattern);
        String text = Functions.text(arguments[2]);
        RegexWork work = new RegexWork(text, call, pattern);
        return replaced(call.newText(), pattern.matcher(work), replacement, work, text);
    }

    /** An empty match right behind another one does not count. */
    private static String replaced(
            BoundedText out, Matcher matcher, Replacement replacement, RegexWork work, String text)
            throws FunctionFailure {
        int copied = 0;
        int search = 0;
        while (search <= text.length() && work.find(matcher, search)) {
            out.append(text, copied, matcher.start());
            if (matcher.end() > copied || matcher.start() == 0) {
                replacement.append(out, matcher);
            }
            copied = matcher.end();
            search = Math.max(matcher.end(), search + width(text, search));
        }
        return out.append(text, copied, text.length()).toString();
    }

    private static int width(String text, int at) {
        return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
    }

    private Pattern patternToReplace(Call call, String expression) throws FunctionFailure {
        try {
            return pattern(call, expression);
        } catch (FunctionFailure bad) {
            String shown = fitsBackQuotes(expression) ? '`' + expression + '`' : GoQuoting.quoteStart(expression);
            throw new FunctionFailure("regexp: Compile(" + shown + "): " + bad.getMessage());
        }
    }

    private static boolean fitsBackQuotes(String expression) {
        return expression.length() <= RegexGuard.MOST_LENGTH && GoQuoting.fitsBackQuotes(expression);
    }

    private Pattern pattern(Call call, String expression) throws FunctionFailure {
        Pattern known = kept.get(expression);
        return known != null ? known : compiled(call, expression);
    }

    private Pattern compiled(Call call, String expression) throws FunctionFailure {
        // Roughly what the compiler makes of it.
        call.spend(RegexGuard.sizeOf(expression));
        try {
            Pattern pattern = Pattern.compile(expression);
            keep(expression, pattern);
            return pattern;
        } catch (PatternSyntaxException bad) {
            throw new FunctionFailure(String.valueOf(bad.getMessage()));
        }
    }

    private void keep(String expression, Pattern pattern) {
        Map<String, Pattern> before = kept;
        if (before.size() < MOST_KEPT && expression.length() <= LONGEST_KEPT && pattern.programSize() <= LARGEST_KEPT) {
            Map<String, Pattern> after = new HashMap<>(before);
            after.put(expression, pattern);
            kept = Map.copyOf(after);
        }
    }
}
