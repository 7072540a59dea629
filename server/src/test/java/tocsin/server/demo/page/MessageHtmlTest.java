package tocsin.server.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Received;

class MessageHtmlTest {
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x' &amp; <img src=x onerror=y>";

    static Stream<Message> hostileMessages() {
        Message.Field field = new Message.Field(HOSTILE, HOSTILE, false);
        Message.Attachment attachment = new Message.Attachment(
                HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)//" + HOSTILE, HOSTILE, HOSTILE, List.of(field));
        Message.CalledAlert alert = new Message.CalledAlert(HOSTILE, Map.of(HOSTILE, HOSTILE), HOSTILE);
        return Stream.of(
                new Message.Mail(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                new Message.Mail(HOSTILE, HOSTILE, HOSTILE, HOSTILE, ""),
                new Message.SlackPost(HOSTILE, HOSTILE, HOSTILE, List.of(attachment)),
                new Message.WebhookCall(HOSTILE, HOSTILE, HOSTILE, List.of(alert), HOSTILE),
                new Message.Unreadable(HOSTILE, HOSTILE),
                new Message.Change(HOSTILE, HOSTILE, HOSTILE));
    }

    /** Nothing is left that a browser takes for a tag, and no quote that would end an attribute. */
    @ParameterizedTest
    @MethodSource("hostileMessages")
    void everything_from_outside_is_text(Message message) {
        String html = html(message);

        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script", "<img", "onload='", "\" onload", "href=\"javascript");
        assertThat(html.replaceAll("<[a-z0-9]+( [a-z-]+(=\"[^\"<>]*\")?)*/?>|</[a-z0-9]+>", ""))
                .doesNotContain("<", ">");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://x/a?b=1&c=2, true",
        "HTTPS://x/, true",
        "javascript:alert(1), false",
        "' javascript:alert(1)', false",
        "data:text/html;base64;x, false",
        "//x/, false",
        "http:, false",
        "'http://x/\"onclick=', false"
    })
    void only_links_to_the_web_are_links(String url, boolean linked) {
        assertThat(Html.link(url, "here").startsWith("<a href=\"")).isEqualTo(linked);
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({"danger, #a30200", "good, #2eb886", "#12abEF, #12abEF", "red;x:url(y), #8d8d8d", "'', #8d8d8d"})
    void the_bar_has_a_color_that_is_one(String color, String fill) {
        Message.Attachment attachment = new Message.Attachment(color, "", "t", "", "", "", List.of());

        assertThat(html(new Message.SlackPost("#c", "u", "", List.of(attachment))))
                .contains("fill=\"%s\"".formatted(fill));
    }

    @Test
    void a_mail_shows_its_html_in_a_frame_where_nothing_runs() {
        assertThat(html(new Message.Mail("f", "t", "s", "plain", "<b>marked</b>")))
                .contains("<iframe sandbox src=\"mail/7\"", "plain")
                .doesNotContain("marked");
    }

    private static String html(Message message) {
        return MessageHtml.of(new Received(7, Instant.EPOCH, message), ZoneOffset.UTC);
    }
}
