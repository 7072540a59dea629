package tocsin.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * File name patterns as Go's: {@code *} and {@code ?} stay within one name and match a leading dot too, {@code [a-z]}
 * and {@code [^a-z]}, and {@code \} takes the next character literally. No braces; {@code **} is {@code *} unless
 * subdirectories are asked for.
 */
public final class Glob {
    private static final int MOST_FILES = 100_000;
    private static final String SPECIAL = "*?[\\";

    private final boolean subdirectories;

    /** @param subdirectories whether {@code **} matches any number of directories, as in vmalert */
    public Glob(boolean subdirectories) {
        this.subdirectories = subdirectories;
    }

    /**
     * Files and directories that match, sorted by name at each level. Blocks.
     *
     * @param directory where relative patterns begin
     * @throws IllegalArgumentException when the pattern is malformed
     * @throws UncheckedIOException when a directory cannot be listed
     */
    public List<Path> expand(String pattern, Path directory) {
        boolean absolute = pattern.startsWith("/");
        List<Path> found = List.of(absolute ? Path.of("/") : directory);
        List<String> segments = Arrays.stream(pattern.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        for (int i = 0; i < segments.size(); i++) {
            found = step(found, segments.get(i), i == segments.size() - 1);
        }
        return segments.isEmpty() ? List.of() : found;
    }

    private List<Path> step(List<Path> from, String segment, boolean last) {
        if (subdirectories && segment.equals("**")) {
            List<Path> all = new ArrayList<>();
            from.forEach(path -> addTree(path, all));
            return last ? all.stream().filter(path -> !Files.isDirectory(path)).toList() : all;
        }
        if (segment.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
            return from.stream()
                    .map(path -> path.resolve(segment))
                    .filter(Files::exists)
                    .toList();
        }
        Pattern pattern = compile(segment);
        List<Path> matching = new ArrayList<>();
        for (Path path : from) {
            for (Path entry : entries(path)) {
                if (pattern.matches(entry.getFileName().toString())) {
                    add(entry, matching);
                }
            }
        }
        return matching;
    }

    /** The path and everything below it; links to directories are not followed, they may lead back. */
    private static void addTree(Path path, List<Path> all) {
        add(path, all);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            entries(path).forEach(entry -> addTree(entry, all));
        }
    }

    private static void add(Path path, List<Path> paths) {
        if (paths.size() >= MOST_FILES) {
            throw new IllegalArgumentException("matches more than %d files".formatted(MOST_FILES));
        }
        paths.add(path);
    }

    private static List<Path> entries(Path directory) {
        Path listed = directory.toString().isEmpty() ? Path.of(".") : directory;
        if (!Files.isDirectory(listed)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(listed)) {
            stream.forEach(entry -> entries.add(directory.resolve(entry.getFileName())));
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException(e.getCause());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        entries.sort(null);
        return entries;
    }

    private static Pattern compile(String segment) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < segment.length()) {
            char c = segment.charAt(at);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    at = characterClass(segment, at, regex);
                    continue;
                }
                case '\\' -> regex.append(Pattern.quote(escaped(segment, ++at)));
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("`%s` in `%s`".formatted(e.getDescription(), segment), e);
        }
    }

    /** Index after the closing bracket. */
    private static int characterClass(String segment, int open, StringBuilder regex) {
        int at = open + 1;
        boolean negated = at < segment.length() && segment.charAt(at) == '^';
        regex.append(negated ? "[^" : "[");
        at += negated ? 1 : 0;
        int first = at;
        while (at < segment.length() && (segment.charAt(at) != ']' || at == first)) {
            char c = segment.charAt(at);
            boolean range = c == '-' && at > first && at + 1 < segment.length() && segment.charAt(at + 1) != ']';
            String literal = c == '\\' ? escaped(segment, ++at) : String.valueOf(c);
            regex.append(range ? "-" : Pattern.quote(literal));
            at++;
        }
        if (at >= segment.length()) {
            throw new IllegalArgumentException("`[` has no `]`");
        }
        regex.append(']');
        return at + 1;
    }

    private static String escaped(String segment, int at) {
        if (at >= segment.length()) {
            throw new IllegalArgumentException("nothing follows the last `\\`");
        }
        return segment.substring(at, segment.offsetByCodePoints(at, 1));
    }
}
