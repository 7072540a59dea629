package tocsin.server.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackMarkupTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '#', textBlock = """
                    a &lt;b&gt; &amp;amp; c      # a <b> &amp; c
                    see <https://x/?a=1&amp;b=2> # see [https://x/?a=1&b=2 -> https://x/?a=1&b=2]
                    <http://x/|the runbook> now  # [the runbook -> http://x/] now
                    at http://x/a then           # at [http://x/a -> http://x/a] then
                    <javascript:alert(1)|click>  # <javascript:alert(1)|click>
                    <!channel> up                # <!channel> up
                    <http://x                    # <[http://x -> http://x]
                    """)
    void links_to_the_web_become_links_and_nothing_else_does(String marked, String shown) {
        assertThat(SlackMarkup.shown(marked, Function.identity(), (url, text) -> "[%s -> %s]".formatted(text, url)))
                .isEqualTo(shown);
    }
}
