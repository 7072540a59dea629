package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void the_second_place_counts_only_when_nothing_is_in_the_first() throws IOException {
        Path first = directory.resolve("first");
        Path second = file("second", " two\n");
        SecretSource source = new SecretSource.InFile(first, second);

        assertThat(SecretFiles.read(source)).isEqualTo("two");
        file("first", "one\n");
        assertThat(SecretFiles.read(source)).isEqualTo("one");
    }

    @Test
    void with_nothing_in_either_place_the_first_is_named() {
        Path first = directory.resolve("first");

        assertThatIOException()
                .isThrownBy(() -> SecretFiles.read(new SecretSource.InFile(first, directory.resolve("second"))))
                .withMessage("no such file: " + first);
    }

    @Test
    void a_secret_may_need_the_white_space_around_it() throws IOException {
        SecretSource source = new SecretSource.InFile(file("secret", " s\n"));

        assertThat(SecretFiles.read(source)).isEqualTo("s");
        assertThat(SecretFiles.readWhole(source)).isEqualTo(" s\n");
    }
}
