package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kind that nobody puts to {@link HttpNotifierContract} would keep none of its promises. */
class ContractOfEachKindTest {
    private static final Path SOURCES = Path.of("src/main/java");
    /** Mail is not HTTP; it has its own tests. */
    private static final String MAIL = "tocsin.notifiers.email.EmailKind";

    static List<String> kinds() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES.resolve("tocsin/notifiers"), 2)) {
            return files.map(file -> SOURCES.relativize(file).toString())
                    .filter(file -> file.endsWith("Kind.java"))
                    .map(file -> file.replace(".java", "").replaceAll("[/\\\\]", "."))
                    .filter(name -> !name.equals("tocsin.notifiers.entry.EntryKind") && !name.equals(MAIL))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void there_are_seventeen_beside_mail() throws IOException {
        assertThat(kinds()).hasSize(17).contains("tocsin.notifiers.webhook.WebhookKind");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void each_is_put_to_the_contract(String kind) throws ClassNotFoundException {
        Class<?> contract = Class.forName(kind.replaceFirst("Kind$", "ContractTest"));

        assertThat(contract).isAssignableTo(HttpNotifierContract.class);
    }
}
