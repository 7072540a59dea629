package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.List;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;

/** Finds texts that are templates. */
public final class TemplatedTexts {
    private TemplatedTexts() {}

    /** Whether a text is more than itself. */
    public static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    /** Keys and values at any depth, in the order of the source. */
    public static List<YamlScalar> in(YamlNode node) {
        List<YamlScalar> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(YamlNode node, List<YamlScalar> found) {
        if (node instanceof YamlScalar scalar) {
            found.add(scalar);
        } else if (node instanceof YamlList list) {
            list.items().forEach(item -> collect(item, found));
        } else if (node instanceof YamlMapping mapping) {
            mapping.entries().values().forEach(entry -> {
                found.add(entry.key());
                collect(entry.value(), found);
            });
        }
    }
}
