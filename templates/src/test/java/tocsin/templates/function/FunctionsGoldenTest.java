package tocsin.templates.function;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.templates.Golden.unescaped;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.Golden;
import tocsin.templates.format.Printing;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.FunctionFailure;

/**
 * {@code functions.tsv} holds what the functions of Alertmanager 0.34 (n) and Prometheus 3.14 (r) gave: environment, function,
 * arguments, result; {@code !} before the message of a failure. Made with Go 1.26.8.
 */
class FunctionsGoldenTest {
    static Stream<String> cases() throws IOException {
        return Golden.lines(FunctionsGoldenTest.class, "functions.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answers_as_upstream(String line) {
        String[] columns = line.split("\t", -1);
        TestCall call = columns[0].equals("r") ? TestCall.ofRules() : TestCall.ofNotifications();
        Object[] arguments = Arrays.stream(columns[2].split("\\|", -1))
                .map(Golden::unescaped)
                .toArray();

        assertThat(result(call, columns[1], arguments)).isEqualTo(unescaped(columns[3]));
    }

    private static String result(TestCall call, String function, @Nullable Object[] arguments) {
        try {
            BoundedText out = call.newText();
            Printing.printAction(out, call.call(function, arguments));
            return out.toString();
        } catch (FunctionFailure failure) {
            return "! " + failure.getMessage();
        }
    }
}
