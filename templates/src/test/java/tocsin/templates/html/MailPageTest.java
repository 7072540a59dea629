package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Strings;

class MailPageTest {
    @Test
    void a_whole_mail_is_that_of_html_template() throws TemplateException {
        AnyMap full = alert(
                true,
                "disk \"full\" on <db-1> & 'db-2'",
                "http://prometheus.example.com/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
                Map.of("alertname", "DiskFull", "path", "/var/<x>?a=\"b\""));
        AnyMap bare = alert(false, "", "javascript:alert(1)", Map.of());
        AnyMap odd = alert(false, "grün ☃", "", Map.of("nul", "a\0b", "plus", "1+1"));
        Map<String, Object> data = Map.of(
                "Subject", "[FIRING:2] </title><script>x</script>",
                "Status", "resolved",
                "Color", "#68B90F",
                "Width", 100L,
                "Receiver", "team x/ops & \"co\"",
                "ExternalURL", "https://alerts.example.com/am",
                "Product", "Tocsin <b>",
                "Group", new Strings(List.of("a=<b>", "c=d & e")),
                "Alerts", AnyList.of(full, bare, odd));

        assertThat(Pages.render(Pages.resource("mail.tmpl"), data)).isEqualTo(Pages.resource("mail.html"));
    }

    private static AnyMap alert(boolean open, String summary, String url, Map<String, String> labels) {
        return AnyMap.of(Map.of(
                "Open",
                open,
                "Severity",
                "page",
                "Status",
                "firing",
                "Width",
                4L,
                "Color",
                "#68B90F",
                "Summary",
                summary,
                "Labels",
                AnyMap.of(labels),
                "GeneratorURL",
                url));
    }
}
