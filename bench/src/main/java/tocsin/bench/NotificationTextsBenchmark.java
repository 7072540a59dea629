package tocsin.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.PreparedText;
import tocsin.notifiers.template.TemplateData;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;

/** The texts that receivers get without configuration, and one that lists every alert as people's own templates do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NotificationTextsBenchmark {
    private static final String SLACK =
            "{{ template \"slack.default.color\" . }} {{ template \"slack.default.title\" . }}"
                    + " {{ template \"slack.default.titlelink\" . }} {{ template \"slack.default.fallback\" . }}"
                    + " {{ template \"slack.default.username\" . }} {{ template \"slack.default.text\" . }}";

    @Param({"1", "500"})
    public int alerts;

    private final TemplateRuntime runtime =
            new TemplateRuntime(() -> StubNotification.NOW, TemplateLimits.defaults(System::nanoTime));
    private final PreparedText slack;
    private final PreparedText list;
    private final PreparedText mail;
    private TemplateData data = data(1);

    public NotificationTextsBenchmark() {
        NotificationTemplates templates = NotificationTemplates.builtIn();
        try {
            slack = templates.text(SLACK);
            list = templates.text("{{ template \"__text_alert_list\" .Alerts.Firing }}");
            mail = templates.html("{{ template \"email.default.html\" . }}");
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void notification() {
        data = data(alerts);
    }

    private static TemplateData data(int alerts) {
        return TemplateData.of(NotificationData.of(StubNotification.of(alerts), "http://tocsin.example.com:9093"));
    }

    @Benchmark
    public String slack_message() throws TemplateException {
        return slack.render(data, runtime);
    }

    @Benchmark
    public String list_of_alerts() throws TemplateException {
        return list.render(data, runtime);
    }

    @Benchmark
    public String mail_page() throws TemplateException {
        return mail.render(data, runtime);
    }
}
