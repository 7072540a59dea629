package tocsin.notifiers.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.config.Glob;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;

/**
 * The templates that texts of one configuration may call: the built-in ones, and those of the files that {@code templates:}
 * names, which replace built-in ones of the same name. Immutable; any thread.
 */
public final class NotificationTemplates {
    private static final List<String> BUILT_IN = List.of("default.tmpl", "email.tmpl");
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_FILES = 10_000;

    private final TemplateSet builtIn;
    private final TemplateSet all;
    private final boolean complete;

    private NotificationTemplates(TemplateSet builtIn, TemplateSet all, boolean complete) {
        this.builtIn = builtIn;
        this.all = all;
        this.complete = complete;
    }

    /** Without files of the user. */
    public static NotificationTemplates builtIn() {
        TemplateSet set = TemplateSet.of(NotificationFunctions.create());
        for (String name : BUILT_IN) {
            set = withResource(set, name);
        }
        return new NotificationTemplates(set, set, true);
    }

    private static TemplateSet withResource(TemplateSet set, String name) {
        try (InputStream in = NotificationTemplates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return set.with(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Adds the files of globs, in their order and sorted by name within one. Blocks.
     *
     * @param directory where relative globs begin
     * @param problems gets an error for each file that cannot be read or parsed; no match is fine
     * @return null when there is an error
     */
    public @Nullable NotificationTemplates with(List<String> globs, Path directory, Problems problems) {
        NotificationTemplates read = withReadable(globs, directory, problems);
        return read.complete ? read : null;
    }

    /** Likewise, but files with errors are left out: the rest can be judged without them. */
    public NotificationTemplates withReadable(List<String> globs, Path directory, Problems problems) {
        Problems own = new Problems(problems.source());
        TemplateSet set = all;
        int files = 0;
        for (String glob : globs) {
            for (Path file : files(glob, directory, own)) {
                files++;
                set = withFile(set, file, own);
            }
        }
        if (files > MOST_FILES) {
            own.error((Position) null, "`templates` name more than %d files".formatted(MOST_FILES));
        }
        problems.addAll(own.list());
        return new NotificationTemplates(builtIn, set, !own.hasErrors());
    }

    private static List<Path> files(String glob, Path directory, Problems problems) {
        try {
            List<Path> found = new Glob(false).expand(glob, directory);
            return found.subList(0, Math.min(found.size(), MOST_FILES + 1));
        } catch (IllegalArgumentException e) {
            problems.error((Position) null, "`templates`: `%s`: %s".formatted(glob, e.getMessage()));
        } catch (UncheckedIOException e) {
            problems.error((Position) null, "`templates`: `%s` cannot be listed: %s".formatted(glob, e.getCause()));
        }
        return List.of();
    }

    private static TemplateSet withFile(TemplateSet set, Path file, Problems problems) {
        Problems ofFile = new Problems(file.toString());
        Source source = Source.read(file.toString(), file, MOST_BYTES, ofFile);
        TemplateSet added = source == null ? set : withSource(set, file, source, ofFile);
        problems.addAll(ofFile.list());
        return added;
    }

    private static TemplateSet withSource(TemplateSet set, Path file, Source source, Problems problems) {
        try {
            return set.with(file.getFileName().toString(), source.text());
        } catch (TemplateException e) {
            problems.error(new Position(e.line(), Math.max(0, e.column()) + 1), e.reason());
            return set;
        }
    }

    /** Those of users do not count here: what a notifier falls back to when one of them fails. */
    NotificationTemplates withoutFiles() {
        return new NotificationTemplates(builtIn, builtIn, true);
    }

    /** A text of a configuration; it may bring definitions of its own. An empty one renders as nothing. */
    public PreparedText text(String text) throws TemplateException {
        return text.isEmpty() ? PreparedText.EMPTY : PreparedText.of(all.text("", text));
    }

    /** Likewise, in HTML: what it inserts is escaped for the place where it stands. */
    public PreparedText html(String text) throws TemplateException {
        return text.isEmpty() ? PreparedText.EMPTY : PreparedText.of(all.html("", text));
    }

    /** Whether no file was left out. */
    boolean isComplete() {
        return complete;
    }

    /** Names of templates that a text may come to call and that do not exist. */
    Set<String> undefined(String text) throws TemplateException {
        return all.undefined("", text);
    }

    /** Names of built-in templates that files replace, sorted. */
    Set<String> redefined() {
        Set<String> redefined = new TreeSet<>(builtIn.names());
        redefined.removeIf(name -> Objects.equals(all.tree(name), builtIn.tree(name)));
        return redefined;
    }

    /** Names of all templates. */
    public Set<String> names() {
        return all.names();
    }
}
