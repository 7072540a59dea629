package tocsin.notifiers.sns;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpUrl;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;
import tocsin.time.Clock;

/**
 * Publishes to a topic, an endpoint or a phone number of Amazon SNS. SNS takes 256 KiB of message and attributes, to a phone
 * 1600 bytes of message, and a subject of less than 100 characters in one line; what is longer is cut and ends in {@code …}. A
 * message that is cut has the attribute {@code truncated}. All is UTF-8, as rendered texts are: half a character in them has
 * become U+FFFD. A notice of failed templates ends the message. Results arrive on the caller's context.
 */
final class SnsNotifier implements Notifier {
    private static final int LONGEST_PUBLISHED = 256 << 10;
    private static final int LONGEST_SMS = 1600;
    private static final int LONGEST_SUBJECT = 99;
    private static final String TRUNCATED = "truncated";
    private static final String STRING = "String";

    private final SnsConfig config;
    private final HttpDelivery delivery;
    private final AwsSettings settings;
    private final AwsLogin login;
    private final Clock clock;
    private final FieldRenderer renderer;
    private final TemplatedField apiUrl;
    private final TemplatedField topicArn;
    private final TemplatedField phoneNumber;
    private final TemplatedField targetArn;
    private final TemplatedField subject;
    private final TemplatedField message;
    private final List<Attribute> attributes;
    private final String externalUrl;

    private record Attribute(TemplatedField name, TemplatedField value) {}

    /** Blocks: reads TLS files. */
    SnsNotifier(SnsConfig config, NotifierPorts ports) throws HttpConfigException {
        this(config, ports, AwsSettings.ofProcess());
    }

    SnsNotifier(SnsConfig config, NotifierPorts ports, AwsSettings settings) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(SnsKind.NAME, config.http(), ports);
        this.settings = settings;
        this.login = new AwsLogin(config.sigv4(), settings, ports.clock());
        this.clock = ports.clock();
        this.renderer = ports.renderer(SnsKind.NAME);
        this.apiUrl = config.apiUrl().with(renderer);
        this.topicArn = config.topicArn().with(renderer);
        this.phoneNumber = config.phoneNumber().with(renderer);
        this.targetArn = config.targetArn().with(renderer);
        this.subject = config.subject().with(renderer);
        this.message = config.message().with(renderer);
        this.attributes = config.attributes().entrySet().stream()
                .map(pair -> attribute(pair.getKey(), pair.getValue(), renderer))
                .toList();
        this.externalUrl = ports.externalUrl();
    }

    private static Attribute attribute(String name, FieldText value, FieldRenderer renderer) {
        return new Attribute(renderer.field("attributes", name, "", TemplateMode.TEXT), value.with(renderer));
    }

    private record Prepared(HttpCall publish, String region, AwsLogin.AtHand login, List<String> notes) {}

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(longest, () -> prepared(notification), this::deliver);
    }

    private Future<DeliveryResult> deliver(Prepared prepared, Attempt attempt) {
        return login.credentials(prepared.login(), prepared.region(), attempt)
                .compose(credentials -> attempt.deliver(new Sigv4(prepared.region(), SnsKind.NAME)
                        .signed(prepared.publish(), credentials, clock.now())))
                .onFailure(failure -> login.drop())
                .map(done -> new Delivered(Map.of(), prepared.notes()));
    }

    private Prepared prepared(Notification notification) throws IOException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        try {
            return prepared(data, rendering);
        } catch (FieldException e) {
            throw Undelivered.rejected(FailureReason.CLIENT_ERROR, Objects.requireNonNull(e.getMessage()));
        }
    }

    private Prepared prepared(NotificationData data, Rendering rendering) throws IOException, FieldException {
        String topic = rendering.require(topicArn).strip();
        String phone = rendering.require(phoneNumber).strip();
        String target = rendering.require(targetArn).strip();
        if (topic.isEmpty() && phone.isEmpty() && target.isEmpty()) {
            throw Undelivered.rejected(
                    FailureReason.OTHER, "the `topic_arn`, `phone_number` or `target_arn` of SNS is empty");
        }
        String region = region(topic + target);
        String url = url(rendering.require(apiUrl).strip(), region);
        AwsForm form = new AwsForm("Publish", "2010-03-31");
        form.addIfSet("TopicArn", topic);
        form.addIfSet("PhoneNumber", phone);
        form.addIfSet("TargetArn", target);
        addTexts(form, rendering, !phone.isEmpty());
        if (topic.endsWith(".fifo")) {
            form.add("MessageGroupId", data.groupKeyHash());
            // Upstream's is the group's too, and SNS drops what follows within five minutes: a resolution was never
            // seen.
            form.add("MessageDeduplicationId", data.notificationId());
        }
        return new Prepared(form.call(url), region, login.atHand(), rendering.notes());
    }

    private String region(String arn) {
        return Stream.of(
                        config.sigv4().region(),
                        settings.variable("AWS_REGION"),
                        settings.variable("AWS_DEFAULT_REGION"),
                        AwsEndpoint.regionOf(arn))
                .filter(region -> !region.isEmpty())
                .findFirst()
                .orElseThrow(() -> Undelivered.rejected(
                        FailureReason.OTHER, "the region of AWS is not known: write `region` under `sigv4`"));
    }

    private static String url(String written, String region) {
        String url = written.isEmpty() ? AwsEndpoint.of("sns", region) : written.replaceFirst("[?#].*", "");
        try {
            HttpUrl.parse(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw Undelivered.rejected(FailureReason.OTHER, "`api_url` of SNS: " + e.getMessage());
        }
    }

    private void addTexts(AwsForm form, Rendering rendering, boolean sms) {
        form.addIfSet("Subject", oneLine(rendering.render(subject)));
        Map<String, String> pairs = attributes(rendering);
        String text = rendering.render(message);
        int most = sms ? LONGEST_SMS : LONGEST_PUBLISHED - size(pairs);
        String whole = Truncation.withNoticeInBytes(text, rendering.notice(), Integer.MAX_VALUE);
        String kept = Truncation.withNoticeInBytes(text, rendering.notice(), Math.max(most, LONGEST_SMS));
        if (!kept.equals(whole)) {
            pairs.put(TRUNCATED, "true");
        }
        form.add("Message", kept);
        add(form, pairs);
    }

    private static String oneLine(String text) {
        return Truncation.toCodePoints(text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LONGEST_SUBJECT);
    }

    /** SNS takes no attribute without a value. */
    private Map<String, String> attributes(Rendering rendering) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            String name = rendering.render(attribute.name());
            String value = rendering.render(attribute.value());
            if (!name.isEmpty() && !value.isEmpty()) {
                pairs.put(name, value);
            }
        }
        return pairs;
    }

    /** Of the attributes and of the one that says that the message is cut, in bytes. */
    private static int size(Map<String, String> pairs) {
        Map<String, String> all = new LinkedHashMap<>(pairs);
        all.put(TRUNCATED, "true");
        return all.entrySet().stream()
                .mapToInt(pair -> (pair.getKey() + STRING + pair.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static void add(AwsForm form, Map<String, String> pairs) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(pairs.entrySet());
        for (int i = 0; i < entries.size(); i++) {
            String entry = "MessageAttributes.entry." + (i + 1);
            form.add(entry + ".Name", entries.get(i).getKey());
            form.add(entry + ".Value.DataType", STRING);
            form.add(entry + ".Value.StringValue", entries.get(i).getValue());
        }
    }
}
