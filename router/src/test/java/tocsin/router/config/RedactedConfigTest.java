package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;

class RedactedConfigTest {
    private static final Pattern CANARY = Pattern.compile("canary");

    static Stream<String> files() {
        Stream<String> corpus = cases().filter(
                        fields -> fields.string("expect", "").equals("good"))
                .map(fields -> "corpus/" + fields.string("file", ""));
        Stream<String> routes = IntStream.rangeClosed(1, 18).mapToObj("routes/configs/s%03d.yml"::formatted);
        return Stream.of(Stream.of("redaction/old.yml", "redaction/new.yml"), corpus, routes)
                .flatMap(stream -> stream);
    }

    private static Stream<Fields> cases() {
        Problems problems = new Problems("");
        Source source = new Source("", Reading.resource("corpus/cases.json"));
        YamlList cases = (YamlList) Objects.requireNonNull(YamlReader.readFirst(source, problems));
        return cases.items().stream().map(node -> new Fields((YamlMapping) node, problems));
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_is_shown_can_be_loaded_and_routes_alike(String file) {
        RoutingConfig config = Reading.of(Reading.resource(file)).accepted();

        RoutingConfig again = Reading.of(config.redacted()).accepted();

        assertThat(again.route()).isEqualTo(config.route());
        assertThat(again.timeIntervals()).isEqualTo(config.timeIntervals());
        assertThat(again.inhibitRules()).hasSameSizeAs(config.inhibitRules());
        assertThat(again.templates()).isEqualTo(config.templates());
        assertThat(again.resolveTimeout()).isEqualTo(config.resolveTimeout());
        assertThat(again.receivers()).extracting(Receiver::name).isEqualTo(names(config));
        assertThat(again.receivers()).extracting(Receiver::labels).isEqualTo(labels(config));
        assertThat(again.redacted()).as("hidden once, it stays as it is").isEqualTo(config.redacted());
    }

    @Test
    void what_amtool_does_not_know_is_left_out() {
        String config = """
                route: {receiver: ops}
                receivers:
                - name: ops
                  webhook_configs:
                  - {url: 'http://ops.example/', signature: {secret: whsec_canary}, max_alerts: 3}
                """;

        assertThat(Reading.of(config).accepted().redacted())
                .contains("max_alerts: 3")
                .doesNotContain("signature", "canary");
    }

    private static List<String> names(RoutingConfig config) {
        return config.receivers().stream().map(Receiver::name).toList();
    }

    private static List<?> labels(RoutingConfig config) {
        return config.receivers().stream().map(Receiver::labels).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redaction/old.yml", "redaction/new.yml"})
    void no_secret_of_any_kind_is_shown(String file) {
        String text = Reading.resource(file);

        assertThat(CANARY.matcher(text).results()).hasSizeGreaterThan(20);
        assertThat(Reading.of(text).accepted().redacted()).doesNotContain("canary");
    }

    @Test
    void what_is_no_secret_is_shown_as_it_was_written() {
        assertThat(Reading.of(Reading.resource("redaction/new.yml")).accepted().redacted())
                .contains(
                        "slack_api_url: https://slack.example.com/api\n",
                        "key_file: /k\n",
                        "cert: not-secret\n",
                        "- <secret>\n        - ''\n",
                        "- /run/secrets/header\n",
                        "- shown\n",
                        "key: P-1\n",
                        "url: https://<secret>\n",
                        "- url: <secret>\n",
                        "resource: shown-too\n",
                        "proxy_url: 'u:xxxxx@p:8080'\n",
                        "text: '{{ .Status }}'\n",
                        "api_url: 'https://u:xxxxx@j.example.com'\n",
                        "api_url: 'https://slack.com/api/chat.postMessage'\n",
                        "routing_key: ''\n",
                        "service_key_file: /run/secrets/key\n");
        assertThat(Reading.of(Reading.resource("redaction/old.yml")).accepted().redacted())
                .contains(
                        "smtp_auth_username: tocsin\n",
                        "token_url: https://user:xxxxx@login.example.com/token\n",
                        "routing_key: not-a-secret\n",
                        "password_file: /run/secrets/password\n",
                        "proxy_url: http://proxy-user:xxxxx@proxy.example.com:3128/\n",
                        "api_url: <secret>\n",
                        "note: see https://u:xxxxx@wiki.example.com/\n");
    }

    @Test
    void nothing_is_added_and_comments_are_gone() {
        String config = "# a\nroute: {receiver: r} # b\nreceivers:\n- name: r\n";

        assertThat(Reading.of(config).accepted().redacted())
                .isEqualTo("route:\n  receiver: r\nreceivers:\n- name: r\n");
    }

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource(delimiter = '|', textBlock = """
            no url                                | no url
            http://host/                          | http://host/
            http://user@host/                     | http://user@host/
            http://user:@host/                    | http://user:@host/
            http://:pass@host/                    | http://:xxxxx@host/
            http://user:pass@host:80/a:b@c        | http://user:xxxxx@host:80/a:b@c
            http://user:p@ss:w@host               | http://user:xxxxx@host
            http://host:80/a@b                    | http://host:80/a@b
            a http://u:p@h b smtp://v:q@i/ c      | a http://u:xxxxx@h b smtp://v:xxxxx@i/ c
            http://[::1]:80/                      | http://[::1]:80/
            ://                                   | ://
            """)
    void passwords_of_urls_are_hidden(String text, String shown) {
        assertThat(UrlPasswords.hide(text)).isEqualTo(shown);
    }
}
