package tocsin.config;

import java.nio.file.Path;

/** Validates a section whose meaning another module knows, e.g. {@code http_config} under {@code global}. */
@FunctionalInterface
public interface SectionReader {
    /** @param directory of the configuration file, for relative paths */
    void validate(YamlMapping section, Path directory, Problems problems);
}
