package tocsin.server.statefile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What those who start Tocsin on a directory should hear of it. */
public final class StateHints {
    static final List<String> ALERTMANAGER_FILES = List.of("silences", "nflog");

    private StateHints() {}

    /**
     * Which files of an Alertmanager lie in the directory, and how to take over what is in them; empty when there are none.
     * Looks at their names only, and never touches them.
     */
    public static Optional<String> alertmanagerFiles(Path directory) {
        List<String> found = ALERTMANAGER_FILES.stream()
                .filter(name -> Files.isRegularFile(directory.resolve(name)))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s of Alertmanager in %s: not used and not touched; to take over what is in it, stop Tocsin and run `tocsin state import --storage.path=%s %s`"
                                .formatted(String.join(" and ", found), directory, directory, directory));
    }
}
