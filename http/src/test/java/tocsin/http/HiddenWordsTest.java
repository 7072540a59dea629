package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenWordsTest {
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # secret        | text                       | shown
            hunter2         | Bearer hunter2.            | Bearer <redacted>.
            hunter2         | hunter2hunter2             | <redacted><redacted>
            hunter2         | nothing of it              | nothing of it
            pass"word       | {"was":"pass\\"word"}      | {"was":"<redacted>"}
            pass&word       | {"was":"pass\\u0026word"}  | {"was":"<redacted>"}
            pass&word       | <b>pass&amp;word</b>       | <b><redacted></b>
            it's<x>         | <b>it&#39;s&lt;x&gt;</b>   | <b><redacted></b>
            "qu"ote"        | &quot;qu&quot;ote&quot;    | <redacted>
            a b/c           | ?p=a+b%2Fc                 | ?p=<redacted>
            a b/c           | ?p=a%20b%2Fc               | ?p=<redacted>
            one             | status 401 of one          | status 401 of one
            """)
    void hides_a_secret_however_it_is_written(String secret, String text, String shown) {
        HttpCall call = HttpCall.get("http://host/").withSecret(secret);

        assertThat(HiddenWords.of(call).without(text)).isEqualTo(shown);
    }

    @Test
    void of_two_secrets_of_which_one_holds_the_other_nothing_is_left() {
        HttpCall call = HttpCall.get("http://host/").withSecret("hunter2").withSecret("me:hunter2:more");

        assertThat(HiddenWords.of(call).without("was me:hunter2:more and hunter2"))
                .isEqualTo("was <redacted> and <redacted>");
    }

    @Test
    void a_secret_url_is_hidden_whole_and_in_parts() {
        HiddenWords hidden =
                HiddenWords.of(HttpCall.get("https://host/services/T0000001/xoxb-1234567890?key=abcdefghijkl")
                        .withSecretUrl());

        assertThat(hidden.without("POST https://host/services/T0000001/xoxb-1234567890?key=abcdefghijkl failed"))
                .isEqualTo("POST <redacted> failed");
        assertThat(hidden.without("no /services/T0000001/xoxb-1234567890 here; services"))
                .isEqualTo("no /services/T0000001/<redacted> here; services");
    }

    @Test
    void the_password_of_a_url_is_hidden_also_when_the_url_is_none() {
        HiddenWords hidden = HiddenWords.of(HttpCall.get("https://me:p%40ssword@host/path"));

        assertThat(hidden.without("/path, p@ssword, Basic bWU6cEBzc3dvcmQ="))
                .isEqualTo("/path, <redacted>, Basic <redacted>");
    }

    @Test
    void a_secret_at_the_end_of_an_excerpt_is_not_cut_in_two() {
        HttpCall call = HttpCall.get("http://host/").withSecret("hunter2");
        HttpHead head = new HttpHead(500, MultiMap.caseInsensitiveMultiMap(), HiddenWords.of(call));

        String excerpt = new HttpAnswer(head, Buffer.buffer(".".repeat(1020) + "hunter2 and more")).excerpt();

        assertThat(excerpt).hasSize(1025).endsWith(".<red…");
    }

    @Test
    void shows_itself_without_the_words() {
        HttpHead head = new HttpHead(500, MultiMap.caseInsensitiveMultiMap(), HiddenWords.NONE.and(List.of("hunter2")));

        assertThat(head.toString()).doesNotContain("hunter2");
    }
}
