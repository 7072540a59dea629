package tocsin.notifiers.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.YamlScalar;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class PagerdutyKindTest {
    private final KindReading kind = new KindReading(PagerdutyKind::with);

    private PagerdutyConfig accepted(String entry, String global) {
        return kind.accepted(PagerdutyConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        PagerdutyConfig config = accepted("routing_key: k", "{}");

        assertThat(config.routingKey()).isEqualTo(SecretSource.inline("k"));
        assertThat(config.serviceKey()).isNull();
        assertThat(config.url()).isEqualTo("https://events.pagerduty.com/v2/enqueue");
        assertThat(config.texts())
                .isEqualTo(new PagerdutyTexts(
                        called("client", "pagerduty.default.client"),
                        called("client_url", "pagerduty.default.clientURL"),
                        called("description", "pagerduty.default.description"),
                        called("source", "pagerduty.default.client"),
                        FieldText.absent("severity", "error"),
                        text("class", ""),
                        text("component", ""),
                        text("group", "")));
        assertThat(details(config))
                .isEqualTo(Map.of(
                        "firing", "{{ .Alerts.Firing | toJson }}",
                        "resolved", "{{ .Alerts.Resolved | toJson }}",
                        "num_firing", "{{ .Alerts.Firing | len }}",
                        "num_resolved", "{{ .Alerts.Resolved | len }}"));
        assertThat(config.timeout()).isZero();
        assertThat(config.sendResolved()).isTrue();
    }

    @Test
    void reads_every_key() {
        PagerdutyConfig config = accepted("""
                routing_key_file: r
                service_key: '{{ .CommonLabels.key }}'
                url: http://h
                client: c
                client_url: u
                description: d
                severity: '{{ .CommonLabels.severity }}'
                class: k
                component: p
                group: g
                details: {firing: 5, own: {a: ['{{ .Status }}']}}
                images: [{src: s, alt: a, href: h}]
                links: [{href: h, text: t}, {}]
                timeout: 5s
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "{}");

        assertThat(config.routingKey()).isEqualTo(file("r"));
        assertThat(config.serviceKey()).isEqualTo(SecretSource.inline("{{ .CommonLabels.key }}"));
        assertThat(config.url()).isEqualTo("http://h");
        assertThat(config.texts().source())
                .isEqualTo(new FieldText("source", "c", "{{ template \"pagerduty.default.client\" . }}"));
        assertThat(config.texts().severity())
                .isEqualTo(new FieldText("severity", "{{ .CommonLabels.severity }}", "error"));
        assertThat(config.texts().className()).isEqualTo(text("class", "k"));
        assertThat(config.details().entries())
                .containsOnlyKeys("firing", "own", "resolved", "num_firing", "num_resolved");
        assertThat(config.images())
                .containsExactly(new PagerdutyImage(text("images", "s"), text("images", "a"), text("images", "h")));
        assertThat(config.links())
                .containsExactly(
                        new PagerdutyLink(text("links", "h"), text("links", "t")),
                        new PagerdutyLink(text("links", ""), text("links", "")));
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_url_and_http_config() {
        PagerdutyConfig config =
                accepted("service_key: k", "{pagerduty_url: 'http://g', http_config: {enable_http2: false}}");

        assertThat(config.url()).isEqualTo("http://g");
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @Test
    void a_source_of_its_own_is_kept() {
        assertThat(accepted("{routing_key: k, client: c, source: s}", "{}")
                        .texts()
                        .source()
                        .text())
                .isEqualTo("s");
    }

    private static Map<String, String> details(PagerdutyConfig config) {
        return config.details().entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> ((YamlScalar) entry.getValue().value()).text()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                             | {} | 1:1: missing `routing_key`, or `service_key`
        {routing_key: hunter2, routing_key_file: f}    | {} | 1:42: at most one of `routing_key` and `routing_key_file`
        {service_key: hunter2, service_key_file: f}    | {} | 1:42: at most one of `service_key` and `service_key_file`
        {routing_key: '{{ a'}                          | {} | 1:15: `routing_key`: template: :1:
        {routing_key: k, url: ''}                      | {} | 1:23: `url`: unsupported scheme for URL
        routing_key: k                                 | pagerduty_url: | 1:1: no URL: write `url` here or `pagerduty_url` under `global`
        {routing_key: k, details: [a]}                 | {} | 1:27: `details` takes a mapping, found a list
        {routing_key: k, details: {a: {b: '{{ c'}}}    | {} | 1:35: `details`: template: :1:
        {routing_key: k, links: [{src: s}]}            | {} | 1:27: unknown key `src`
        {routing_key: k, images: [{url: s}]}           | {} | 1:28: unknown key `url`
        {routing_key: k, images: [null]}               | {} | 1:27: `images` takes a list of mappings, found nothing in it
        {routing_key: k, timeout: 5}                   | {} | 1:27: `timeout`: `5` has no unit
        {routing_key: k, severity: {a: b}}             | {} | 1:28: `severity` takes one value, found a mapping
        {routing_key: k, sevrity: a}                   | {} | 1:18: unknown key `sevrity`; did you mean `severity`?
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
