package tocsin.notifiers;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.templates.exec.TemplateLimits;
import tocsin.time.SimulatedTime;

/** The world of a notifier under test: real connections, simulated time, {@code http://tocsin} as external URL. */
public final class TestPorts implements NotifierPorts {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Vertx vertx;
    private final NotificationTemplates templates;
    private final SimulatedTime time = new SimulatedTime(NOW);
    private final List<String> failedTemplates = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    public TestPorts(Vertx vertx) {
        this(vertx, NotificationTemplates.builtIn());
    }

    public TestPorts(Vertx vertx, NotificationTemplates templates) {
        this.vertx = vertx;
        this.templates = templates;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public SimulatedTime clock() {
        return time;
    }

    @Override
    public String externalUrl() {
        return "http://tocsin";
    }

    @Override
    public FieldRenderer renderer(String kind) {
        TemplateRuntime runtime = new TemplateRuntime(time, TemplateLimits.defaults(() -> 0));
        return new FieldRenderer(
                kind, templates, runtime, (failed, field) -> failedTemplates.add(failed + '.' + field));
    }

    @Override
    public HttpSender sender(HttpClientConfig http) throws HttpConfigException {
        return HttpSender.open(vertx, http, SenderSettings.of("Alertmanager/0.1"));
    }

    @Override
    public void closing(AutoCloseable open) {
        closing.add(open);
    }

    /** {@code kind.field} of each template that failed. */
    public List<String> failedTemplates() {
        return failedTemplates;
    }

    /** As at the end of a configuration. */
    public void closeAll() {
        for (AutoCloseable open : closing) {
            try {
                open.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
