package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordHashTest {
    /** Of {@code fakepassword}, from upstream's source. */
    private static final String UPSTREAM = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private static final String SALT = "$2b$04$abcdefghijklmnopqrstuu";

    private static boolean matches(String password, String hash) {
        return new Bcrypt().matches(password.getBytes(UTF_8), PasswordHash.parse(hash));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"$2a$", "$2b$", "$2y$"})
    void all_three_prefixes_are_one_algorithm(String prefix) {
        String hash = UPSTREAM.replace("$2y$", prefix);

        assertThat(matches("fakepassword", hash)).isTrue();
        assertThat(matches("fakepasswort", hash)).isFalse();
    }

    /** Made by the crypt of the C library. */
    @ParameterizedTest(name = "{0} times a")
    @CsvSource({
        "0, byCG3zY1GIXMyxfivm.ClDiInHzxjiq",
        "71, MCu.k1vM/ywQwiONaEn3oEMlZoCVBd6",
        "72, BzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
        "73, BzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe",
        "100, BzzIgyKkz7xMWYSzkIjUSnxEQFQ0WNe"
    })
    void of_a_long_password_the_first_72_bytes_count(int length, String rest) {
        assertThat(matches("a".repeat(length), SALT + rest)).isTrue();
        assertThat(matches("b" + "a".repeat(length), SALT + rest)).isFalse();
    }

    @Test
    void passwords_are_bytes() {
        assertThat(matches("sécre", SALT + "mVR7FiWgkOIuX8DGrlf1qwlanvgY40q")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    hunter2                                                       | not a bcrypt hash, which begins with
                    $apr1$QOauhQNb$BCuQDKes6eFzPeMqBSjb7.                         | not a bcrypt hash, which begins with
                    $2x$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi  | not a bcrypt hash, which begins with
                    $2y$1$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi   | not a bcrypt hash, which begins with
                    $2y$03$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi  | the cost 03; make a new one with a cost from 04 to 31
                    $2y$32$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi  | the cost 32; make a new one with a cost from 04 to 31
                    $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeS   | has 59 characters instead of 60
                    $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSii | has 61 characters instead of 60
                    $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ-VcEd00UAV/LDeSi  | has a character that none has
                    """)
    void what_is_no_hash_is_refused_without_a_piece_of_it(String text, String reason) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("hunter2", "QOauhQ");
    }

    @Test
    void the_cost_is_known_and_the_hash_is_not_shown() {
        PasswordHash hash = PasswordHash.parse(UPSTREAM);

        assertThat(hash.cost()).isEqualTo(10);
        assertThat(hash).hasToString("<secret>");
    }
}
