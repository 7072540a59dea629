package tocsin.notifiers.entry;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.template.NotificationTemplates;

/**
 * A kind of integrations whose entries one function reads.
 *
 * @param templates with which texts are parsed; those that they call are looked up when they are rendered
 * @param reader gives null when the entry has errors, which it has told the entry
 */
public record EntryKind<C extends IntegrationConfig>(
        String name, boolean delivered, NotificationTemplates templates, Function<Entry, @Nullable C> reader)
        implements IntegrationKind {
    public EntryKind {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(templates, "templates");
        Objects.requireNonNull(reader, "reader");
    }

    @Override
    public @Nullable C read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return reader.apply(new Entry(entry, global, directory, templates, problems));
    }
}
