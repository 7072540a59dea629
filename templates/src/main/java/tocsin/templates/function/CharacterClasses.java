package tocsin.templates.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What characters are to the borders of words, and the title case of those where it is more than one character. Java has
 * neither: its word iterator follows older rules.
 */
final class CharacterClasses {
    private static final int CASED = 1;
    private static final int MIDDLE = 2;
    private static final int BREAK = 4;
    private static final int IGNORABLE = 8;
    private static final int HEX = 16;
    private static final CharacterClasses TABLE =
            new CharacterClasses(lines("word-classes.txt"), lines("special-titles.txt"));

    /** First characters of ranges, ascending; the class of each beside it. */
    private final int[] starts;

    private final int[] classes;
    private final Map<Integer, String> titles;

    private CharacterClasses(List<String> ranges, List<String> specialTitles) {
        this.starts =
                ranges.stream().mapToInt(line -> hex(line.split(" ", -1)[0])).toArray();
        this.classes =
                ranges.stream().mapToInt(line -> hex(line.split(" ", -1)[1])).toArray();
        Map<Integer, String> byCharacter = new HashMap<>();
        for (String line : specialTitles) {
            int[] points = Arrays.stream(line.split(" ", -1))
                    .mapToInt(CharacterClasses::hex)
                    .toArray();
            byCharacter.put(points[0], new String(points, 1, points.length - 1));
        }
        this.titles = Map.copyOf(byCharacter);
    }

    private static int hex(String text) {
        return Integer.parseInt(text, HEX);
    }

    private static List<String> lines(String name) {
        try (InputStream in = CharacterClasses.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int of(int point) {
        int found = Arrays.binarySearch(TABLE.starts, point);
        return TABLE.classes[found >= 0 ? found : -found - 2];
    }

    /** A letter that has a case. */
    static boolean isCased(int point) {
        return (of(point) & CASED) != 0;
    }

    /** Such as an apostrophe: inside a word, unless two of them meet. */
    static boolean isMiddle(int point) {
        return (of(point) & MIDDLE) != 0;
    }

    static boolean isBreak(int point) {
        return (of(point) & BREAK) != 0;
    }

    /** Such as an accent: does not count when one looks for the next letter. */
    static boolean isIgnorable(int point) {
        return (of(point) & IGNORABLE) != 0;
    }

    /** Null when the title case is a single character. */
    static @Nullable String specialTitle(int point) {
        return TABLE.titles.get(point);
    }
}
