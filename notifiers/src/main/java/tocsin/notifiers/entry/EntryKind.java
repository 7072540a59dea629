package tocsin.notifiers.entry;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.template.NotificationTemplates;

/**
 * A kind of integrations: one function reads its entries, one makes its notifiers.
 *
 * @param <C> an entry's configuration
 */
public final class EntryKind<C extends IntegrationConfig> implements IntegrationKind {
    private final String name;
    private final Class<C> type;
    private final NotificationTemplates templates;
    private final Function<Entry, @Nullable C> reader;
    private final NotifierMaker<C> maker;

    private EntryKind(
            String name,
            Class<C> type,
            NotificationTemplates templates,
            Function<Entry, @Nullable C> reader,
            NotifierMaker<C> maker) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.templates = Objects.requireNonNull(templates, "templates");
        this.reader = Objects.requireNonNull(reader, "reader");
        this.maker = Objects.requireNonNull(maker, "maker");
    }

    /**
     * A kind.
     *
     * @param templates with which texts are parsed; those that they call are looked up when they are rendered
     * @param reader gives null when the entry has errors, which it has told the entry
     */
    public static <C extends IntegrationConfig> EntryKind<C> of(
            String name,
            Class<C> type,
            NotificationTemplates templates,
            Function<Entry, @Nullable C> reader,
            NotifierMaker<C> maker) {
        return new EntryKind<>(name, type, templates, reader, maker);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable C read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return reader.apply(new Entry(entry, global, directory, templates, problems));
    }

    /**
     * The notifier of an entry of this kind. Blocks: reads TLS files.
     *
     * @throws ClassCastException when the configuration is of another kind
     * @throws HttpConfigException when its connections cannot be set up as configured
     */
    public Notifier notifier(IntegrationConfig config, NotifierPorts ports) throws HttpConfigException {
        return maker.make(type.cast(config), ports);
    }
}
