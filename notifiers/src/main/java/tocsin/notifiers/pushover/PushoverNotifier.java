package tocsin.notifiers.pushover;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.UrlText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * Posts a message to Pushover, all of it in the query, as upstream does; so no message of ours shows the URL. Pushover takes
 * 1024 code points of message, 250 of title, 512 of URL and 100 of its title; what is longer is cut and ends in {@code …}, but
 * a URL that is too long is left out. A notice of failed templates ends the message. A priority that Pushover does not know
 * gives way to the default one: it would refuse the whole message. Results arrive on the caller's context.
 */
final class PushoverNotifier implements Notifier {
    static final String API = "https://api.pushover.net/1/messages.json";

    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_URL = 512;
    private static final int LONGEST_URL_TITLE = 100;
    /** Pushover refuses messages without text. */
    private static final String NO_TEXT = "(no details)";
    /** An emergency is repeated no more often, and no longer. */
    private static final long SHORTEST_RETRY_SECONDS = 30;

    private static final long LONGEST_EXPIRY_SECONDS = 10_800;

    private final PushoverConfig config;
    private final String api;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField message;
    private final TemplatedField title;
    private final TemplatedField url;
    private final TemplatedField urlTitle;
    private final TemplatedField device;
    private final TemplatedField sound;
    private final TemplatedField priority;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    PushoverNotifier(PushoverConfig config, NotifierPorts ports) throws HttpConfigException {
        this(config, ports, API);
    }

    PushoverNotifier(PushoverConfig config, NotifierPorts ports, String api) throws HttpConfigException {
        this.config = config;
        this.api = api;
        this.delivery = HttpDelivery.of(PushoverKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(PushoverKind.NAME);
        PushoverTexts texts = config.texts();
        this.message = texts.message().with(renderer, config.html() ? TemplateMode.HTML : TemplateMode.TEXT);
        this.title = texts.title().with(renderer);
        this.url = texts.url().with(renderer);
        this.urlTitle = texts.urlTitle().with(renderer);
        this.device = texts.device().with(renderer);
        this.sound = texts.sound().with(renderer);
        this.priority = texts.priority().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException, FieldException {
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        String token = key("token", config.token(), rendering);
        String user = key("user_key", config.userKey(), rendering);
        List<String> notes = new ArrayList<>();
        Map<String, String> parameters = parameters(notification, rendering, notes);
        parameters.put("token", token);
        parameters.put("user", user);
        HttpCall call = HttpCall.post(api + '?' + query(parameters), "text/plain", Buffer.buffer())
                .withSecretUrl()
                .withSecret(token)
                .withSecret(user);
        notes.addAll(0, rendering.notes());
        return new Outgoing(call, notes);
    }

    private String key(String field, SecretSource source, Rendering rendering) throws IOException, FieldException {
        String key = Undelivered.unlessEmpty(
                rendering
                        .require(renderer.required(field, SecretFiles.read(source), TemplateMode.TEXT))
                        .strip(),
                "`%s` of Pushover".formatted(field));
        return key;
    }

    /** Those that say nothing are sent too, as upstream does. */
    private Map<String, String> parameters(Notification notification, Rendering rendering, List<String> notes) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("title", Truncation.toCodePoints(rendering.render(title), LONGEST_TITLE));
        parameters.put("url", link(rendering.render(url), notes));
        parameters.put("url_title", Truncation.toCodePoints(rendering.render(urlTitle), LONGEST_URL_TITLE));
        parameters.put("device", rendering.render(device));
        parameters.put("sound", rendering.render(sound));
        parameters.put("priority", priority(rendering.render(priority), notification, notes));
        parameters.put(
                "retry",
                String.valueOf(Math.max(SHORTEST_RETRY_SECONDS, config.retry().toSeconds())));
        parameters.put(
                "expire",
                String.valueOf(Math.min(LONGEST_EXPIRY_SECONDS, config.expire().toSeconds())));
        if (config.ttl().toSeconds() > 0) {
            parameters.put("ttl", String.valueOf(config.ttl().toSeconds()));
        }
        if (config.html()) {
            parameters.put("html", "1");
        } else if (config.monospace()) {
            parameters.put("monospace", "1");
        }
        // Last, for its notice tells of all the others.
        parameters.put("message", message(rendering));
        return parameters;
    }

    private String message(Rendering rendering) {
        String text = rendering.render(message).strip();
        String shown = config.html()
                ? Truncation.withNoticeInHtml(text, rendering.notice(), LONGEST_MESSAGE)
                : Truncation.withNotice(text, rendering.notice(), LONGEST_MESSAGE);
        return shown.isEmpty() ? NO_TEXT : shown;
    }

    /** Half a URL leads nowhere. */
    private static String link(String url, List<String> notes) {
        if (url.codePointCount(0, url.length()) <= LONGEST_URL) {
            return url;
        }
        notes.add("`url` is longer than the %d characters that Pushover takes and was left out".formatted(LONGEST_URL));
        return "";
    }

    private static String priority(String rendered, Notification notification, List<String> notes) {
        String priority = rendered.strip();
        if (priority.isEmpty() || priority.matches("-[12]|[012]")) {
            return priority;
        }
        String instead = notification.firing() ? "2" : "0";
        notes.add("`priority` is `%s`, which Pushover does not know (-2 to 2); %s was sent instead"
                .formatted(Truncation.toCodePoints(priority, 40), instead));
        return instead;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + '=' + UrlText.query(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }
}
