package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.template.Evaluation;
import tocsin.evaluator.template.Expanders;
import tocsin.evaluator.template.Expansion;
import tocsin.evaluator.template.TextExpander;
import tocsin.model.Labels;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.TemplateDialect;

/** Annotations as {@code promtool test rules} expands them: functions and texts that version 2.42 knows, too. */
class RuleTemplatesIT {
    private static final Instant SLOT = Instant.EPOCH.plusSeconds(60);
    private static final String URL = "http://prometheus.example/pre";
    private static final Labels EXTERNAL = Labels.of("cluster", "eu");

    private static final List<String> VALUES = List.of(
            "0", "1", "-1", "0.5", "12.345", "59.999", "86400", "1234567", "-0.0001234", "1e9", "1e21", "NaN", "Inf");

    private static final List<String> OF_NUMBERS = List.of(
            "{{ $value }}",
            "{{ humanize $value }} {{ humanize1024 $value }}",
            "{{ humanizePercentage $value }}",
            "{{ $value | printf \"%.2f %5.1f %e %g\" 1.5 }} {{ printf \"%v %08.3f %+d\" $value $value 7 }}",
            "{{ if gt $value 1.0 }}high{{ else if eq $value 1.0 }}one{{ else }}low{{ end }} {{ if $value }}true{{ end }}");

    private static final List<String> SMALLER = List.of("{{ humanizeDuration $value }}");

    private static final List<String> OF_LABELS = List.of(
            "{{ $labels.a }}|{{ .Labels.b }}|{{ $labels.nope }}|{{ index $labels \"job\" }}",
            "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}",
            "{{ $labels }} {{ len $labels }}",
            "{{ $labels.b | stripPort }} {{ $labels.b | stripDomain }} {{ stripPort \"[::1]:80\" }}",
            "{{ toUpper $labels.job }} {{ toLower \"ÀÉ\" }} {{ title \"hello world\" }}",
            "{{ reReplaceAll \"(.*):(.*)\" \"$2 at ${1}x\" $labels.b }} {{ match \"^j\" $labels.job }}",
            "{{ graphLink \"up{a=\\\"b c\\\"} > 1\" }} {{ tableLink \"é & +\" }}",
            "{{ define \"t\" }}[{{ .arg0 }} {{ .arg1 }}]{{ end }}{{ template \"t\" (args 1 \"2\") }}{{ args 1 \"x\" 2.5 }}",
            "{{ $externalLabels.cluster }} {{ $externalURL }} {{ .ExternalLabels }}",
            "{{ query \"other\" | first | value }} {{ query \"other\" | len }}",
            "{{ range query \"other\" | sortByLabel \"n\" }}{{ .Labels.n }}={{ .Value }} {{ end }}",
            "{{ with query \"nothing\" }}{{ . | first | value }}{{ else }}none{{ end }}",
            "{{ printf \"other{n='%s'}\" \"y\" | query | first | label \"n\" }}",
            "{{ query \"other\" | sortByLabel \"n\" | first | strvalue }}",
            "{{ parseDuration \"1h30m\" }} {{ humanizeDuration \"90\" }} {{ humanizeTimestamp 1435065584.128 }}",
            "{{ toTime 1.5 }} {{ (toTime 0.0).Year }} {{ (toTime 86400.0).Format \"Jan 2, 2006 at 3:04pm (MST)\" }}",
            "  {{- $labels.a -}}  x {{- /* nothing */ -}} y {{ \"\\\"q\\\"\" }} {{ `raw` }}",
            "{{ $x := \"o\" }}{{ if true }}{{ $x = \"i\" }}{{ end }}{{ $x }}",
            "{{ range $i, $c := query \"other\" | sortByLabel \"n\" }}{{ if $i }}, {{ end }}{{ $c.Labels.n }}{{ end }}",
            "{{ and 1 2 }} {{ or \"\" 0 \"z\" }} {{ not true }} {{ eq 1 2 1 }} {{ lt \"a\" \"b\" }} {{ le 1 1 }}",
            "{{ print \"a\" 1 2 \"b\" }} {{ println 1 2 }}{{ html \"<a href='x'>&\" }} {{ js \"'<\\\"\" }} {{ urlquery \"a b&c\" }}",
            "{{ len \"é\" }} {{ slice \"abcdef\" 1 3 }} {{ index \"abc\" 1 }} {{ printf \"%c %U %x %q\" 97 233 \"hi\" \"q\\n\" }}",
            "{{ printf \"%d %s %z %\" $value $value 1 }} {{ printf \"%s\" }} {{ printf \"x\" 1 }} {{ printf \"%*d|%-5s|\" 5 42 \"ab\" }}",
            "{{ 0x10 }} {{ 1_000 }} {{ 1e3 }} {{ 'a' }} {{ 1.50 }} {{ true }} {{ 0.1 }} {{ 1e-7 }}",
            "{{ . }}");

    @TempDir
    private Path directory;

    @Test
    void promtool_expands_every_text_to_the_same() throws Exception {
        String promtool = Programs.require("promtool").toString();
        List<Case> cases = cases();
        Files.writeString(directory.resolve("rules.yml"), rules(cases).encode());
        Path tests =
                Files.writeString(directory.resolve("tests.yml"), tests(cases).encode());

        try (LiveProcess process =
                LiveProcess.start(directory, Map.of(), List.of(promtool, "test", "rules", tests.toString()))) {
            int status = process.exitStatus();

            assertThat(status).as("%s", process.everything()).isZero();
            assertThat(cases).hasSizeGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void a_template_on_the_command_line_asks_the_data_source() throws Exception {
        try (StubServer prometheus = StubServer.start(StubServer.text(200, "application/json", Setup.ONE_SERIES));
                LiveProcess process = LiveProcess.start(
                        directory,
                        Map.of(),
                        List.of(
                                Programs.java().toString(),
                                "-jar",
                                Programs.jar().toString(),
                                "template",
                                "render",
                                "--rule",
                                "--template.text={{ query \"up\" | first | label \"instance\" }}",
                                "--datasource.url=" + prometheus.url()))) {
            int status = process.exitStatus();

            assertThat(status).as("%s", process.everything()).isZero();
            assertThat(process.out()).containsExactly("db-1");
        }
    }

    private record Case(int number, String value, String text) {
        Labels labels() {
            return Labels.of("__name__", "m", "a", "1", "b", "x.y:80", "job", "j", "case", String.valueOf(number));
        }

        String alert() {
            return "Case" + number;
        }

        double sample() {
            return value.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value);
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String value : VALUES) {
            OF_NUMBERS.forEach(text -> cases.add(new Case(cases.size(), value, text)));
            if (!value.equals("1e21")) {
                SMALLER.forEach(text -> cases.add(new Case(cases.size(), value, text)));
            }
        }
        OF_LABELS.forEach(text -> cases.add(new Case(cases.size(), "5", text)));
        return cases;
    }

    private static JsonObject rules(List<Case> cases) {
        JsonArray rules = new JsonArray();
        cases.forEach(test -> rules.add(new JsonObject()
                .put("alert", test.alert())
                .put("expr", "m{case=\"%d\"}".formatted(test.number()))
                .put("annotations", new JsonObject().put("text", test.text()))));
        return new JsonObject()
                .put(
                        "groups",
                        new JsonArray().add(new JsonObject().put("name", "g").put("rules", rules)));
    }

    private static JsonObject tests(List<Case> cases) {
        JsonArray series = new JsonArray().add(series("other{n=\"y\"}", "2")).add(series("other{n=\"x\"}", "2"));
        JsonArray expected = new JsonArray();
        for (Case test : cases) {
            series.add(series("m" + test.labels().keep(name -> !name.equals("__name__")), test.value()));
            JsonObject alert = new JsonObject()
                    .put("exp_labels", labels(test))
                    .put("exp_annotations", new JsonObject().put("text", expand(test)));
            expected.add(new JsonObject()
                    .put("eval_time", "1m")
                    .put("alertname", test.alert())
                    .put("exp_alerts", new JsonArray().add(alert)));
        }
        JsonObject group = new JsonObject()
                .put("interval", "1m")
                .put("external_labels", new JsonObject().put("cluster", "eu"))
                .put("external_url", URL)
                .put("input_series", series)
                .put("alert_rule_test", expected);
        return new JsonObject()
                .put("rule_files", new JsonArray().add("rules.yml"))
                .put("evaluation_interval", "1m")
                .put("tests", new JsonArray().add(group));
    }

    private static JsonObject series(String name, String value) {
        return new JsonObject().put("series", name).put("values", value + " " + value);
    }

    private static JsonObject labels(Case test) {
        JsonObject labels = new JsonObject();
        test.labels().keep(name -> !name.equals("__name__")).forEach(labels::put);
        return labels;
    }

    private static String expand(Case test) {
        FakeDatasource datasource = new FakeDatasource();
        Sample x = new Sample(Labels.of("__name__", "other", "n", "x"), 2);
        Sample y = new Sample(Labels.of("__name__", "other", "n", "y"), 2);
        datasource.answer("other", x, y);
        datasource.answer("other{n='y'}", y);
        TextExpander expander = Expanders.prometheus();
        RuleFacts facts = new RuleFacts("m", Duration.ZERO, 0, Duration.ofMinutes(1), EXTERNAL, URL);
        Expansion expansion = expander.begin(
                new Evaluation(new Query("m", SLOT, Duration.ofSeconds(30)), URL, datasource::query, false));
        List<List<String>> texts = expansion
                .expand(
                        expander.prepare(test.alert(), "annotation", Map.of("text", test.text())),
                        1,
                        i -> facts.data(TemplateDialect.PROMETHEUS, test.labels(), test.sample(), null, null))
                .result();
        assertThat(expansion.failures()).as(test.text()).isEmpty();
        return texts.get(0).get(0);
    }
}
