package tocsin.notifiers.pushover;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.TestPorts;

class PushoverContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(PushoverKind::with, "token", "'%SECRET%'")
            .with("user_key", "uQiRzpo4DXghDmr9QzzfQu27cmVRsG")
            .withRequiredText("token", "%BROKEN%")
            .withRequiredText("user_key", "%BROKEN%")
            .withTexts("title", "message", "url", "url_title", "device", "sound", "priority");

    PushoverContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected Notifier notifier(IntegrationConfig config, TestPorts world, String address) throws HttpConfigException {
        return new PushoverNotifier((PushoverConfig) config, world, address + "/1/messages.json");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        String message = parameter(request, "message");
        assertThat(codePoints(message)).isEqualTo(1024);
        assertThat(message).endsWith("…");
        assertThat(codePoints(parameter(request, "title"))).isLessThanOrEqualTo(250);
    }

    private static String parameter(LoggedRequest request, String name) {
        return request.queryParameter(name).firstValue();
    }

    private String sent(ContractEntry entry, String parameter) {
        assertThat(send(notifier(entry), FIRING)).isInstanceOf(Delivered.class);
        return parameter(request(0), parameter);
    }

    @Test
    void an_html_message_is_cut_so_that_it_stays_html() {
        ContractEntry entry = ENTRY.with("html", "true")
                .with("message", "'<b>{{ range .Alerts }}<i>{{ printf \"%0600d\" 7 }}</i> &lt;{{ end }}</b>'");

        String message = sent(entry, "message");

        assertThat(codePoints(message)).isBetween(900, 1024);
        assertThat(message).startsWith("<b><i>000").endsWith("…</i></b>");
        assertThat(parameter(request(0), "html")).isEqualTo("1");
    }

    @Test
    void a_text_that_is_empty_is_not_sent_as_such() {
        assertThat(sent(ENTRY.with("message", "' '"), "message")).isEqualTo("(no details)");
    }

    @Test
    void a_url_that_is_too_long_is_left_out_with_a_note() {
        ContractEntry entry = ENTRY.with("url", "'http://h/{{ printf \"%0600d\" 7 }}'");

        assertThat(send(notifier(entry), FIRING))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .containsExactly(
                                        "`url` is longer than the 512 characters that Pushover takes and was left out"));
        assertThat(parameter(request(0), "url")).isEmpty();
    }

    @ParameterizedTest(name = "`{0}` is sent as {1}")
    @CsvSource({"-2, -2", "1, 1", "' 2', 2", "'', ''", "3, 2", "high, 2"})
    void a_priority_that_pushover_would_refuse_gives_way(String configured, String priority) {
        assertThat(sent(ENTRY.with("priority", "'{{ \"" + configured + "\" }}'"), "priority"))
                .isEqualTo(priority);
    }

    @Test
    void durations_are_whole_seconds_that_pushover_takes() {
        sent(ENTRY.with("retry", "5s").with("expire", "24h").with("ttl", "1h1.9s"), "ttl");

        assertThat(parameter(request(0), "retry")).isEqualTo("30");
        assertThat(parameter(request(0), "expire")).isEqualTo("10800");
        assertThat(parameter(request(0), "ttl")).isEqualTo("3601");
    }

    @Test
    void a_message_may_be_shown_in_columns() {
        assertThat(sent(ENTRY.with("monospace", "true"), "monospace")).isEqualTo("1");
    }
}
