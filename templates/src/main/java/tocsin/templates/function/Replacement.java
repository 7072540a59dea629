package tocsin.templates.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;

/**
 * What stands for a match: text, and groups as {@code $1}, <code>${1}</code>, {@code $name}; {@code $$} is a dollar. A name is
 * as long as it can be, and one that the expression does not have is empty.
 */
final class Replacement {
    private static final int NO_GROUP = -1;
    private static final int MOST_DIGITS = 8;

    private final List<Part> parts = new ArrayList<>();
    private final String template;
    private final Pattern pattern;
    private int at;

    private Replacement(String template, Pattern pattern) {
        this.template = template;
        this.pattern = pattern;
    }

    /** @param group that stands there instead of the text; {@link #NO_GROUP} for the text */
    private record Part(String text, int group) {}

    static Replacement of(String template, Pattern pattern) {
        Replacement replacement = new Replacement(template, pattern);
        replacement.read();
        return replacement;
    }

    void append(BoundedText out, Matcher matcher) {
        for (Part part : parts) {
            String text = part.group() == NO_GROUP ? part.text() : matcher.group(part.group());
            out.append(text == null ? "" : text);
        }
    }

    private void read() {
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', at)) {
            addText(template.substring(at, dollar));
            at = dollar + 1;
            if (template.startsWith("$", at)) {
                addText("$");
                at++;
            } else {
                readGroup();
            }
        }
        addText(template.substring(at));
    }

    private void addText(String text) {
        parts.add(new Part(text, NO_GROUP));
    }

    /** A dollar that no name follows is a dollar. */
    private void readGroup() {
        boolean braces = template.startsWith("{", at);
        int start = braces ? at + 1 : at;
        int end = start;
        while (end < template.length() && isNamePart(template.codePointAt(end))) {
            end += Character.charCount(template.codePointAt(end));
        }
        if (end == start || (braces && !template.startsWith("}", end))) {
            addText("$");
            return;
        }
        addGroup(template.substring(start, end));
        at = braces ? end + 1 : end;
    }

    private static boolean isNamePart(int point) {
        return point == '_' || Character.isLetter(point) || Character.isDigit(point);
    }

    private void addGroup(String name) {
        Integer group = number(name);
        if (group == null) {
            Map<String, Integer> named = pattern.namedGroups();
            group = named.get(name);
        }
        if (group != null && group <= pattern.groupCount()) {
            parts.add(new Part("", group));
        }
    }

    /** Null when the name is none: digits only, no zero in front. */
    private static @Nullable Integer number(String name) {
        boolean digits = name.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean plain = name.length() == 1 || name.charAt(0) != '0';
        return digits && plain && name.length() <= MOST_DIGITS ? Integer.valueOf(name) : null;
    }
}
