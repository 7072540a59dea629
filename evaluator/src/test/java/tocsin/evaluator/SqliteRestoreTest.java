package tocsin.evaluator;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.StateStore;

final class SqliteRestoreTest extends RestoreContract {
    @TempDir
    private Path directory;

    @Override
    protected StateStore open(RestartedRules.Answers answers) {
        return Disk.open(directory, answers);
    }
}
