package tocsin.http;

import java.nio.file.Path;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;

/** A file that holds one {@code http_config}. */
public final class HttpConfigFile {
    private HttpConfigFile() {}

    /**
     * Blocks for the reading.
     *
     * @param problems what is wrong, with its place; when there are errors the result is never to be used
     */
    public static HttpClientConfig read(Path file, Problems problems) {
        Source source = Source.read(file.toString(), file, Source.DEFAULT_MAX_BYTES, problems);
        YamlNode document = source == null ? null : YamlReader.readFirst(source, problems);
        if (document instanceof YamlMapping mapping) {
            Path directory = file.getParent() == null ? Path.of("") : file.getParent();
            return new HttpConfigReader().read(mapping, directory, problems);
        }
        if (document != null) {
            problems.error(
                    document, "expected a mapping with the keys of an http_config, found " + document.describe());
        }
        return HttpClientConfig.DEFAULT;
    }
}
