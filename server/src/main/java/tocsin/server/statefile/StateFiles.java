package tocsin.server.statefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tocsin.state.StateStoreException;

/** The files of a state directory, by name; those in directories below are not looked at. */
record StateFiles(List<StateFile> files) {
    private static final String SET_ASIDE = ".damaged-";

    record StateFile(String name, long bytes) {
        /** A damaged file that a start put out of the way, or its log. */
        boolean isSetAside() {
            return name.contains(SET_ASIDE);
        }
    }

    StateFiles {
        files = List.copyOf(files);
    }

    static StateFiles in(Path directory) {
        List<StateFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                files.add(new StateFile(file.getFileName().toString(), Files.size(file)));
            }
        } catch (IOException e) {
            throw new StateStoreException("the state directory %s cannot be read: %s".formatted(directory, e), e);
        }
        return new StateFiles(files);
    }

    List<String> setAside() {
        return files.stream().filter(StateFile::isSetAside).map(StateFile::name).toList();
    }
}
