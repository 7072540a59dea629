package tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@link HostileTemplates} in a process of its own, as only a small heap shows whether the limits suffice. */
class SmallHeapTest {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void the_default_limits_protect_a_small_heap_and_stack(String collector) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", "");
        Process process = new ProcessBuilder(
                        List.of(java, "-Xmx128m", collector, "-cp", classes, HostileTemplates.class.getName()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("\n" + HostileTemplates.TEMPLATES.size() + " templates");
    }
}
