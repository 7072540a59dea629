package tocsin.notifiers.email;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.Notifications;
import tocsin.notifiers.TestPorts;
import tocsin.notifiers.template.NotificationTemplates;

/** Notifiers of entries in YAML, and what they answer. */
final class Sending {
    static final Notification ONE = Notifications.of(Notifications.firing("alertname", "Full", "disk", "sda"));

    private final Vertx vertx;
    private final Supplier<Path> directory;
    private final TestPorts ports;

    Sending(Vertx vertx, Supplier<Path> directory) {
        this.vertx = vertx;
        this.directory = directory;
        this.ports = new TestPorts(vertx);
    }

    TestPorts ports() {
        return ports;
    }

    /** With {@code from} and {@code to} unless the entry says otherwise, in the zone of Kathmandu, on {@code vm}. */
    Notifier notifier(int port, String entry) {
        Problems problems = new Problems("alertmanager.yml");
        String global =
                "{smtp_from: 'Tocsin <am@example.org>', smtp_smarthost: '127.0.0.1:%d', smtp_require_tls: false}"
                        .formatted(port);
        String inner = entry.startsWith("{") ? entry.substring(1, entry.length() - 1) : entry;
        String to = entry.contains("to: ") ? "" : "to: ops@example.org";
        String whole = entry.startsWith("{")
                ? "{" + (to.isEmpty() || inner.isEmpty() ? to : to + ", ") + inner + "}"
                : to + "\n" + entry;
        EmailConfig config = EmailKind.with(NotificationTemplates.builtIn())
                .read(yaml(whole), yaml(global), directory.get(), problems);
        if (!problems.list().isEmpty()) {
            throw new AssertionError(problems.list());
        }
        try {
            return new EmailNotifier(Objects.requireNonNull(config), ports, ZoneId.of("Asia/Kathmandu"), "vm");
        } catch (HttpConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static YamlMapping yaml(String text) {
        return (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", text), new Problems("x")));
    }

    DeliveryResult send(int port, String entry) {
        return send(notifier(port, entry), ONE);
    }

    static DeliveryResult send(Notifier notifier, Notification notification) {
        return send(notifier, notification, Duration.ofMinutes(5));
    }

    static DeliveryResult send(Notifier notifier, Notification notification, Duration longest) {
        try {
            return notifier.send(notification, longest)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    void close() throws Exception {
        ports.closeAll();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
