package tocsin.notifiers.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.Notifications;
import tocsin.notifiers.TestPorts;

class SignedWebhookContractTest extends HttpNotifierContract {
    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String OTHER_KEY = "ZmVkY2JhOTg3NjU0MzIxMA==";
    private static final ContractEntry UNSIGNED =
            ContractEntry.of(WebhookKind::with, "url", "'%SERVER%/hooks/%SECRET%'");
    private static final ContractEntry ENTRY = UNSIGNED.with("signature", "{secret: '" + "whsec_" + KEY + "'}");

    private @Nullable TestPorts world;

    SignedWebhookContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected String goldenDirectory() {
        return "webhook-signed";
    }

    @Override
    protected Notifier notifier(IntegrationConfig config, TestPorts ports, String address) throws HttpConfigException {
        world = ports;
        return super.notifier(config, ports, address);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(isSignedWith(KEY, request)).isTrue();
    }

    /** As a receiver does it. */
    private static boolean isSignedWith(String key, LoggedRequest request) {
        String signed = request.getHeader("webhook-id")
                + '.'
                + request.getHeader("webhook-timestamp")
                + '.'
                + request.getBodyAsString();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            String expected = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return (" " + request.getHeader("webhook-signature") + " ").contains(" v1," + expected + " ");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String id(int index) {
        return request(index).getHeader("webhook-id");
    }

    @Test
    void a_receiver_knows_the_sender_by_the_signature() {
        send(notifier(ENTRY.with("payload", "{a: 'é <&>'}")), FIRING);

        assertThat(isSignedWith(KEY, request(0))).isTrue();
        assertThat(isSignedWith(OTHER_KEY, request(0))).isFalse();
    }

    @Test
    void another_attempt_has_the_same_id_and_its_own_time() {
        Notifier notifier = notifier(ENTRY);
        service().answers(aResponse().withStatus(503));

        assertThat(send(notifier, FIRING)).isInstanceOf(Retryable.class);
        Objects.requireNonNull(world).clock().advance(Duration.ofSeconds(90));
        send(notifier, FIRING);

        assertThat(id(1)).isEqualTo(id(0)).startsWith("msg_");
        assertThat(Long.parseLong(request(1).getHeader("webhook-timestamp"))
                        - Long.parseLong(request(0).getHeader("webhook-timestamp")))
                .isEqualTo(90);
        assertThat(isSignedWith(KEY, request(1))).isTrue();
    }

    @Test
    void another_notification_has_another_id() {
        Notifier notifier = notifier(ENTRY);

        send(notifier, FIRING);
        send(notifier, with(FIRING, FIRING.integration(), Duration.ofMinutes(5)));
        send(notifier, with(FIRING, new IntegrationId("te.am", "webhook", 1), Duration.ZERO));
        send(notifier, Notifications.ofGroup("{}:{a=\"b\"}", Notifications.firing("a", "b")));

        assertThat(service().requests())
                .extracting(request -> request.getHeader("webhook-id"))
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    private static Notification with(Notification original, IntegrationId integration, Duration later) {
        return new Notification(
                integration,
                original.alerts(),
                original.groupKey(),
                original.groupLabels(),
                original.routeLabels(),
                original.reason(),
                original.receiverData(),
                original.flushedAt().plus(later));
    }

    @Test
    void secrets_in_a_file_are_read_for_each_notification_and_may_be_two() throws IOException {
        Notifier notifier = notifier(UNSIGNED.with("signature", "{secret_file: key}"));

        Files.writeString(directory().resolve("key"), "whsec_" + KEY + "\n");
        assertThat(send(notifier, FIRING)).isInstanceOf(Delivered.class);
        Files.writeString(directory().resolve("key"), "whsec_" + KEY + "\nwhsec_" + OTHER_KEY + "\n");
        assertThat(send(notifier, FIRING)).isInstanceOf(Delivered.class);

        assertThat(isSignedWith(OTHER_KEY, request(0))).isFalse();
        assertThat(isSignedWith(KEY, request(1))).isTrue();
        assertThat(isSignedWith(OTHER_KEY, request(1))).isTrue();
    }

    @Test
    void nothing_goes_out_unsigned_when_the_file_is_of_no_use() throws IOException {
        Notifier notifier = notifier(UNSIGNED.with("signature", "{secret_file: key}"));

        isRejected(notifier, "no such file: " + directory().resolve("key"));
        Files.writeString(directory().resolve("key"), " \n");
        isRejected(notifier, "the webhook's signing secret is empty");
        Files.writeString(directory().resolve("key"), "hunter2");
        isRejected(notifier, "`secret_file`: a signing secret is `whsec_`");

        assertThat(service().requests()).isEmpty();
    }

    private static void isRejected(Notifier notifier, String message) {
        assertThat(send(notifier, FIRING))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .startsWith(message)
                                .doesNotContain("hunter2"));
    }
}
