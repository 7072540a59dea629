package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;
import tocsin.templates.syntax.TemplateException;

class EmailPageTest {
    private static String page(TemplateData data) throws TemplateException {
        return Trying.html("{{ template \"email.default.html\" . }}", data);
    }

    private static TemplateData alert(String labels, String annotations, String generatorUrl) {
        return Trying.data("""
                {"receiver": "a b", "status": "firing", "externalURL": "https://tocsin.example.com/x", "alerts": [{
                  "status": "firing", "labels": %s, "annotations": %s, "startsAt": "2026-03-04T06:06:07+01:00",
                  "generatorURL": "%s"}], "groupLabels": %s}
                """.formatted(labels, annotations, generatorUrl, labels));
    }

    static Stream<Arguments> samples() {
        return SampleData.all(Trying.NOW, "http://tocsin").entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void is_well_formed(String name, TemplateData data) throws Exception {
        Document page = parse(page(data));

        assertThat(page.getDocumentElement().getNodeName()).isEqualTo("html");
        assertThat(page.getElementsByTagName("a").getLength()).isGreaterThanOrEqualTo(2);
    }

    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        String withoutEntities = page.replace("&nbsp;", " ").replace("&middot;", " ");
        return builder.parse(new InputSource(new StringReader(withoutEntities)));
    }

    @Test
    void shows_what_fires_before_what_is_resolved() throws TemplateException {
        String page = page(SampleData.first(Trying.NOW, "https://tocsin.example.com"));

        assertThat(page)
                .containsSubsequence(
                        "2 alerts for alertname=HighLatency, job=api",
                        "href=\"https://tocsin.example.com/#/alerts?receiver=team-x\"",
                        "View in Alertmanager",
                        "[1] Firing",
                        ">10.0.0.1:9090<",
                        "Since 2026-11-20 09:55:00 UTC",
                        "[1] Resolved",
                        ">10.0.0.2:9090<",
                        "From 2026-11-20 09:55:00 UTC to 2026-11-20 09:59:50 UTC",
                        "Sent by Alertmanager");
    }

    @Test
    void an_alert_begins_with_its_severity_and_its_summary() throws TemplateException {
        String labels = "{\"alertname\": \"A\", \"severity\": \"<page>\"}";

        assertThat(page(alert(labels, "{\"description\": \"b\", \"summary\": \"Full & slow\"}", "")))
                .containsSubsequence("&lt;page&gt;</span> Full &amp; slow</td>", ">Labels<", ">Annotations<");
        assertThat(page(alert(labels, "{}", ""))).containsSubsequence("&lt;page&gt;</span> </td>", ">Labels<");
        assertThat(page(alert("{\"alertname\": \"A\"}", "{\"summary\": \"Full\"}", "")))
                .containsSubsequence(">Full</td>", ">Labels<")
                .doesNotContain("<span");
    }

    @Test
    void escapes_what_alerts_say() throws TemplateException {
        String page = page(alert(
                "{\"alertname\": \"<script>alert(1)</script>\"}",
                "{\"summary\": \"a & b \\\"c\\\"\"}",
                "https://p/g?a=1&b=<2>"));

        assertThat(page)
                .doesNotContain("<script>")
                .contains(
                        "1 alert for alertname=&lt;script&gt;alert(1)&lt;/script&gt;",
                        "a &amp; b &#34;c&#34;",
                        "href=\"https://p/g?a=1&amp;b=%3c2%3e\"");
    }

    @Test
    void a_link_that_is_no_web_address_is_not_followed() throws TemplateException {
        assertThat(page(alert("{\"alertname\": \"A\"}", "{}", "javascript:alert(1)")))
                .contains("href=\"#ZgotmplZ\"")
                .doesNotContain("javascript:");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        https://runbooks.example.com/latency | https://runbooks.example.com/latency
        HTTP://h:8080/a?b=c&d=e#f            | HTTP://h:8080/a?b=c&amp;d=e#f
        https://h/\\n                        | https://h/
        https://h/a\\"<b>'                   | https://h/a%22%3cb%3e%27
        """)
    void an_annotation_that_is_a_web_address_is_a_link(String value, String address) throws TemplateException {
        assertThat(page(alert("{\"alertname\": \"A\"}", "{\"url\": \"%s\"}".formatted(value), "")))
                .contains("<a class=\"link\" href=\"%s\" style=".formatted(address))
                .doesNotContain("<b>");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "see https://h/a",
                "https://h/a b",
                "https://h/a\\nhttps://h/b",
                "https://",
                "https:///a",
                "http:h",
                "//h/a",
                "ftp://h/a",
                "javascript:alert(1)//https://h/",
                "data:text/html,https://h/"
            })
    void any_other_annotation_stays_text(String value) throws TemplateException {
        String page = page(alert("{\"alertname\": \"A\"}", "{\"url\": \"%s\"}".formatted(value), ""));

        assertThat(page.split("<a ", -1)).as("to Tocsin, twice").hasSize(3);
        assertThat(page).contains(value.replace("\\n", "\n") + "</td>");
    }

    @Test
    void a_label_is_never_a_link() throws TemplateException {
        assertThat(page(alert("{\"instance\": \"https://evil.example.com\"}", "{}", "")))
                .contains(">https://evil.example.com</td>")
                .doesNotContain("href=\"https://evil");
    }

    @Test
    void has_no_empty_sections() throws TemplateException {
        assertThat(page(alert("{\"alertname\": \"A\"}", "{}", "")))
                .doesNotContain("Annotations", "Source", "Resolved", "class=\"lead\"");
    }

    @Test
    void has_a_twin_in_plain_text() throws TemplateException {
        TemplateData data = SampleData.all(Trying.NOW, "http://tocsin").get("a firing and a resolved alert");

        assertThat(Trying.text("{{ template \"email.default.text\" . }}", data)).isEqualTo("""
                2 alerts for alertname=HighLatency, job=api
                http://tocsin/#/alerts?receiver=team-x

                [1] Firing

                  alertname = HighLatency
                  cluster = eu-1
                  instance = 10.0.0.1:9090
                  job = api
                  severity = critical
                  description: The 99th percentile is 2.5s
                  runbook_url: https://runbooks.example.com/latency
                  summary: Latency is high
                  Since 2026-11-20 09:55:00 UTC
                  http://prometheus.example.com/graph?g0.expr=latency+%3E+2&g0.tab=1

                [1] Resolved

                  alertname = HighLatency
                  cluster = eu-1
                  instance = 10.0.0.2:9090
                  job = api
                  severity = critical
                  description: The 99th percentile is 2.5s
                  runbook_url: https://runbooks.example.com/latency
                  summary: Latency is high
                  From 2026-11-20 09:55:00 UTC to 2026-11-20 09:59:50 UTC
                  http://prometheus.example.com/graph?g0.expr=latency+%3E+2&g0.tab=1
                """);
    }
}
