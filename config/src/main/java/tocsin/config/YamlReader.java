package tocsin.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML to positioned nodes. It stops at the node graph: constructed objects would have lost the source text
 * ({@code 1:30} becomes 90, {@code on} becomes true).
 *
 * <p>Bounded against hostile files: size (by the caller's {@link Source}), nesting, and the number of nodes after
 * aliases are expanded.
 */
public final class YamlReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_DOCUMENTS = 10_000;
    private static final String SEVERAL_DOCUMENTS =
            "several YAML documents in one file; only the first is used, put the others into files of their own";

    private static final String UNDEFINED_ALIAS = "found undefined alias";

    private YamlReader() {}

    /**
     * The first document; later ones add a warning, even when they are not valid.
     *
     * @return null when the text is empty or null, or when it is not YAML, which adds a problem
     */
    public static @Nullable YamlNode readFirst(Source source, Problems problems) {
        try {
            Composer composer = composer(source);
            if (!composer.checkNode()) {
                return null;
            }
            YamlNode first = convert(composer.getNode(), problems);
            warnOfMore(composer, problems);
            return first == null || first.isNull() ? null : first;
        } catch (YAMLException e) {
            report(e, problems);
            return null;
        }
    }

    /** All documents that are neither empty nor null. When one is not YAML, a problem is added and the rest left out. */
    public static List<YamlNode> readAll(Source source, Problems problems) {
        List<YamlNode> documents = new ArrayList<>();
        try {
            Composer composer = composer(source);
            while (composer.checkNode() && documents.size() < MAX_DOCUMENTS) {
                YamlNode document = convert(composer.getNode(), problems);
                if (document != null && !document.isNull()) {
                    documents.add(document);
                }
            }
        } catch (YAMLException e) {
            report(e, problems);
        }
        return documents;
    }

    private static @Nullable YamlNode convert(Node root, Problems problems) {
        return new NodeConverter(problems).convert(root);
    }

    private static void warnOfMore(Composer composer, Problems problems) {
        try {
            if (composer.checkNode()) {
                problems.warning(Positions.of(composer.getNode()), SEVERAL_DOCUMENTS);
            }
        } catch (YAMLException e) {
            problems.warning(placeOf(e), SEVERAL_DOCUMENTS);
        }
    }

    private static Composer composer(Source source) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        // Aliases are bounded by what they expand to, see NodeConverter; a number of aliases says nothing.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setProcessComments(false);
        return new Composer(
                new ParserImpl(new StreamReader(source.text()), options), new NullAndMergeResolver(), options);
    }

    private static void report(YAMLException e, Problems problems) {
        if (e instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            String context = marked.getContext() == null ? "" : " (" + marked.getContext() + ")";
            problems.error(placeOf(e), "not valid YAML: " + withoutName(marked.getProblem()) + context);
        } else {
            problems.error(placeOf(e), "not valid YAML: " + firstLine(e.getMessage()));
        }
    }

    /** What follows the star may be a password that begins with one. */
    private static String withoutName(String problem) {
        return problem.startsWith(UNDEFINED_ALIAS)
                ? UNDEFINED_ALIAS + "; put a text that begins with `*` in quotes"
                : problem;
    }

    private static @Nullable Position placeOf(YAMLException e) {
        if (e instanceof MarkedYAMLException marked) {
            Mark mark = marked.getProblemMark() != null ? marked.getProblemMark() : marked.getContextMark();
            return mark == null ? null : Positions.of(mark);
        }
        return null;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unknown error" : message.lines().findFirst().orElse("");
    }

    static boolean isPlain(ScalarStyle style) {
        return style == ScalarStyle.PLAIN;
    }

    /** Leaves every plain scalar a string, except null; a tag other than these was written out by the user. */
    private static final class NullAndMergeResolver extends Resolver {
        private static final Pattern NULL_WORD = Pattern.compile("~|null|Null|NULL");
        private static final Pattern NOTHING = Pattern.compile("");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, NULL_WORD, "~nN");
            addImplicitResolver(Tag.NULL, NOTHING, null);
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
