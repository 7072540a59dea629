package tocsin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.config.YamlScalar;

/**
 * Turns the text of a rule file into groups, or into all of its problems at once: unlike upstream, a value that cannot
 * be read does not hide what is wrong with the other rules. Pure; any thread.
 */
public final class RuleFileReader {
    private final RuleFileOptions options;

    public RuleFileReader(RuleFileOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * @param problems of this source; gets errors and warnings
     * @return null when there are errors
     */
    public @Nullable RuleFile read(Source source, Problems problems) {
        List<RuleGroup> groups = new ArrayList<>();
        if (options.vmalert()) {
            Source replaced = EnvironmentPlaceholders.replace(source, options, problems);
            GroupReader reader = new GroupReader(options, replaced.text(), problems);
            YamlReader.readAll(replaced, problems).forEach(root -> readGroups(root, reader, groups, problems));
        } else {
            GroupReader reader = new GroupReader(options, source.text(), problems);
            readGroups(YamlReader.readFirst(source, problems), reader, groups, problems);
        }
        return problems.hasErrors() ? null : new RuleFile(source.name(), groups);
    }

    private static void readGroups(
            @Nullable YamlNode root, GroupReader reader, List<RuleGroup> groups, Problems problems) {
        if (root == null) {
            return;
        }
        if (!(root instanceof YamlMapping mapping)) {
            problems.error(root, "a rule file is a mapping with the key `groups`, found " + root.describe());
            return;
        }
        if (isOperatorObject(mapping)) {
            problems.error(
                    mapping,
                    "this is a PrometheusRule object of the prometheus-operator, not a rule file; put what stands under"
                            + " `spec` into the file");
            return;
        }
        Fields fields = new Fields(mapping, problems);
        for (YamlNode node : fields.list("groups")) {
            RuleGroup group = node.isNull() ? null : reader.read(node);
            if (group != null) {
                groups.add(group);
            }
        }
        fields.finish();
    }

    private static boolean isOperatorObject(YamlMapping root) {
        return root.get("kind") instanceof YamlScalar kind && kind.text().equals("PrometheusRule");
    }
}
