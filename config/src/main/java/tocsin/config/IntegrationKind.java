package tocsin.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of one {@code <kind>_configs} list: the port through which the routing configuration and the
 * notifiers, which do not know each other, make one read with all its problems.
 */
public interface IntegrationKind {
    /** E.g. {@code webhook}. */
    String name();

    /**
     * Reads one entry, what it inherits from {@code global} included. Pure; reads no file.
     *
     * @param global empty when the file has none
     * @param directory of the configuration file, for relative paths
     * @return null when the entry has errors, which were added to the problems
     */
    @Nullable
    IntegrationConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems);
}
