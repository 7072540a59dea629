package tocsin.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Received;

class TerminalTextTest {
    private final TerminalText plain = new TerminalText(ZoneOffset.UTC, Ansi.OFF);

    @Test
    void a_mail_shows_its_sender_its_subject_and_the_first_lines() {
        Message.Mail mail = new Message.Mail("Tocsin <t@x>", "a@x", "[FIRING:1] ApiDown", "1\n\n2\n3\n4\n5\n6\n", "");

        assertThat(show(mail)).isEqualTo("""
                [12:00:00] MAIL      [FIRING:1] ApiDown
                           From: Tocsin <t@x>
                           To:   a@x
                           | 1
                           | 2
                           | 3
                           | 4
                           | 5
                           | …""");
    }

    @Test
    void a_post_shows_channel_title_and_texts_without_markup() {
        Message.Attachment attachment = new Message.Attachment(
                "danger",
                "",
                "[FIRING:1] a &lt; b",
                "http://x/",
                "see <http://y/|here>",
                "",
                List.of(new Message.Field("Team", "api", true), new Message.Field("Severity", "critical", true)));

        assertThat(show(new Message.SlackPost("#incidents", "", "", List.of(attachment))))
                .isEqualTo("""
                [12:00:00] SLACK     #incidents  [FIRING:1] a < b
                           | Team: api, Severity: critical
                           | see here (http://y/)""");
    }

    @Test
    void a_webhook_shows_where_it_came_and_its_alerts() {
        Message.CalledAlert alert =
                new Message.CalledAlert("firing", Map.of("alertname", "DiskFull", "instance", "db1"), "no space");

        assertThat(show(new Message.WebhookCall("/audit", "FIRING", "first_notification", List.of(alert), "{}")))
                .isEqualTo("""
                        [12:00:00] WEBHOOK   /audit  FIRING  (first notification)
                                   firing   DiskFull on db1 - no space""");
    }

    @Test
    void a_long_text_of_ours_is_wrapped_and_a_command_is_not() {
        String command = "./tocsin silence add " + "x".repeat(200);

        assertThat(show(new Message.Change("STORY", "word ".repeat(30).strip(), command))
                        .lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).matches(".{1,110}|.*\\$ " + command.replace(".", "\\.")));
    }

    @Test
    void what_others_wrote_cannot_tell_the_terminal_what_to_do() {
        String hostile = "\u001b[2J\u0007\r@|red x|@ \u202egnorw " + "long ".repeat(100);
        TerminalText coloured = new TerminalText(ZoneOffset.UTC, Ansi.ON);
        Message.Mail mail = new Message.Mail(hostile, hostile, hostile, hostile, "");

        assertThat(show(mail).lines())
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("\u001b", "\u0007", "\r", "\u202e")
                        .hasSizeLessThan(140))
                .anySatisfy(line -> assertThat(line).contains("From: ", "@|red x|@"));
        assertThat(coloured.of(new Received(1, Instant.EPOCH, mail))).doesNotContain("[2J\u0007", "\u001b[31mx");
    }

    private String show(Message message) {
        return plain.of(new Received(1, Instant.parse("2026-03-01T12:00:00Z"), message))
                .replace(System.lineSeparator(), "\n");
    }
}
