package tocsin.notifiers.sns;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.TestPorts;

class SnsContractTest extends HttpNotifierContract {
    private static final ContractEntry UNSIGNED = ContractEntry.withoutSecretKey(SnsKind::with)
            .with("api_url", "'%SERVER%'")
            .with("topic_arn", "'arn:aws:sns:eu-west-1:123456789012:alerts'")
            .with("attributes", "{status: '{{ .Status }}', empty: ''}");
    private static final ContractEntry ENTRY = UNSIGNED.with(
                    "sigv4", "{region: eu-west-1, access_key: AKID, secret_key: '%SECRET%'}")
            .withTexts("subject", "message")
            .withText("attributes", "{a: %BROKEN%}")
            .withRequiredText("api_url", ContractEntry.BROKEN)
            .withRequiredText("topic_arn", ContractEntry.BROKEN);
    private static final String KEYS = """
            <R><Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>temporary-secret</SecretAccessKey>\
            <SessionToken>session-of-the-role</SessionToken><Expiration>2026-11-20T11:00:00Z</Expiration></Credentials></R>""";
    private static final String FIFO = "'arn:aws:sns:eu-west-1:1:alerts.fifo'";
    private static final String JSON_KEYS = """
            {"AccessKeyId": "ASIA2", "SecretAccessKey": "temporary-secret", "Token": "session-of-the-machine",
             "Expiration": "2026-11-20T11:00:00Z"}""";

    private final Map<String, String> environment = new HashMap<>();
    private @Nullable TestPorts world;

    @TempDir
    Path home = Path.of("");

    SnsContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @BeforeEach
    void knowNothing() {
        environment.clear();
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_ENDPOINT_URL_STS", service().address() + "/sts");
    }

    @Override
    protected Notifier notifier(IntegrationConfig config, TestPorts ports, String address) throws HttpConfigException {
        world = ports;
        return new SnsNotifier((SnsConfig) config, ports, new AwsSettings(environment, home));
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return ok("<PublishResponse/>");
    }

    @Override
    protected FailureReason reasonOfTemplates() {
        return FailureReason.CLIENT_ERROR;
    }

    /** The host is signed, and its port is another in each run. */
    @Override
    protected String recordable(String printed) {
        return printed.replaceAll("Signature=[0-9a-f]{64}", "Signature=%SIGNATURE%");
    }

    /** Names, types and values of the two attributes are 37 bytes; the mark of the cut replaces at most six. */
    @Override
    protected void isWithinLimits(LoggedRequest request) {
        Map<String, String> form = form(request);
        String message = Objects.requireNonNull(form.get("Message"));
        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(262_144 - 37 - 6, 262_144 - 37);
        assertThat(message).endsWith("…");
        assertThat(form).containsEntry("MessageAttributes.entry.2.Name", "truncated");
        assertThat(form).containsEntry("MessageAttributes.entry.2.Value.StringValue", "true");
    }

    private static Map<String, String> form(LoggedRequest request) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : request.getBodyAsString().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private Map<String, String> sent(ContractEntry entry) {
        assertThat(send(notifier(entry), FIRING)).isInstanceOf(Delivered.class);
        return form(service().requests().get(service().requests().size() - 1));
    }

    private String authorization() {
        return service().requests().get(service().requests().size() - 1).getHeader("Authorization");
    }

    private static String refused(DeliveryResult result) {
        return result.fold(
                delivered -> {
                    throw new AssertionError("it was delivered");
                },
                Retryable::message,
                Rejected::message);
    }

    @Test
    void a_topic_with_an_order_gets_the_group_as_its_group() {
        Map<String, String> form = sent(ENTRY.with("topic_arn", FIFO));

        assertThat(form)
                .containsEntry("MessageGroupId", NotificationData.of(FIRING, "").groupKeyHash());
        assertThat(sent(ENTRY)).doesNotContainKeys("MessageGroupId", "MessageDeduplicationId");
    }

    /** What has the id of something from the last five minutes SNS takes, and drops. */
    @Test
    void a_topic_with_an_order_drops_another_attempt_but_no_other_notification() {
        Notification resolvedLater = new Notification(
                FIRING.integration(),
                RESOLVED.alerts(),
                FIRING.groupKey(),
                FIRING.groupLabels(),
                FIRING.routeLabels(),
                RESOLVED.reason(),
                FIRING.receiverData(),
                FIRING.flushedAt().plusSeconds(60));
        Notifier notifier = notifier(ENTRY.with("topic_arn", FIFO));

        String firing = deduplicationId(notifier, FIRING);

        assertThat(firing).matches("[0-9a-f]{64}").isEqualTo(deduplicationId(notifier, FIRING));
        assertThat(firing).isNotEqualTo(deduplicationId(notifier, resolvedLater));
    }

    private String deduplicationId(Notifier notifier, Notification notification) {
        answers(success());
        send(notifier, notification);
        return String.valueOf(form(request(0)).get("MessageDeduplicationId"));
    }

    @Test
    void a_phone_gets_1600_bytes_without_half_a_character() {
        Map<String, String> form = sent(ENTRY.with("topic_arn", "''")
                .with("phone_number", "'+491234'")
                .with("message", "'{{ reReplaceAll \"0\" \"é\" (printf \"%0900d\" 0) }}'"));

        assertThat(form).containsEntry("PhoneNumber", "+491234").doesNotContainKey("TopicArn");
        assertThat(form).containsEntry("Message", "é".repeat(798) + "…");
        assertThat(form).containsEntry("MessageAttributes.entry.2.Name", "truncated");
    }

    @Test
    void a_message_that_fits_is_not_called_truncated() {
        assertThat(sent(ENTRY.with("message", "short"))).doesNotContainKey("MessageAttributes.entry.2.Name");
    }

    @Test
    void a_subject_is_one_line_of_less_than_100_characters() {
        Map<String, String> form = sent(ENTRY.with("subject", "\" a\\n{{ printf \\\"%0200d\\\" 0 }}\""));

        assertThat(form.get("Subject")).startsWith("a 000").endsWith("0…");
        assertThat(codePoints(Objects.requireNonNull(form.get("Subject")))).isEqualTo(99);
    }

    @Test
    void the_region_may_stand_in_the_name_of_the_topic() {
        environment.put("AWS_ACCESS_KEY_ID", "AKIDENV");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret-of-env");
        environment.put("AWS_SESSION_TOKEN", "session-of-env");

        sent(UNSIGNED);

        assertThat(authorization()).contains("Credential=AKIDENV/20261120/eu-west-1/sns/aws4_request");
        assertThat(request(0).getHeader("X-Amz-Security-Token")).isEqualTo("session-of-env");
        environment.put("AWS_REGION", "eu-north-1");
        sent(UNSIGNED);
        assertThat(authorization()).contains("/eu-north-1/sns/");
    }

    @Test
    void a_region_that_nobody_knows_is_told() {
        assertThat(refused(send(notifier(UNSIGNED.with("topic_arn", "alerts")), FIRING)))
                .isEqualTo("the region of AWS is not known: write `region` under `sigv4`");
        assertThat(service().requests()).isEmpty();
    }

    @Test
    void no_credentials_anywhere_are_told() {
        assertThat(refused(send(notifier(UNSIGNED), FIRING))).startsWith("no credentials of AWS: write `access_key`");
        assertThat(service().requests()).isEmpty();
    }

    private void hasProfiles() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), """
                [default]
                aws_access_key_id = AKIDDEFAULT
                aws_secret_access_key = s
                [ops]
                aws_access_key_id=AKIDOPS
                # a comment
                aws_secret_access_key=s=s
                """);
    }

    @ParameterizedTest
    @CsvSource({"{profile: ops}, x, AKIDOPS", "{}, ops, AKIDOPS", "{}, default, AKIDDEFAULT"})
    void keys_may_stand_in_a_profile(String sigv4, String profile, String key) throws IOException {
        hasProfiles();
        environment.put("AWS_PROFILE", profile);

        sent(UNSIGNED.with("sigv4", sigv4));

        assertThat(authorization()).contains("Credential=" + key + "/");
    }

    @Test
    void a_profile_that_is_not_there_is_told_with_the_files() {
        assertThat(refused(send(notifier(UNSIGNED.with("sigv4", "{profile: ops}")), FIRING)))
                .startsWith("no profile `ops` with `aws_access_key_id`")
                .contains(home.resolve(".aws/credentials").toString());
    }

    @Test
    void a_role_is_taken_on_until_shortly_before_it_ends() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo("/sts"))
                        .withHeader("Authorization", WireMock.containing("AKID/20261120/eu-west-1/sts/"))
                        .willReturn(ok(KEYS)));
        Notifier notifier = notifier(
                ENTRY.with(
                        "sigv4",
                        "{region: eu-west-1, access_key: AKID, secret_key: s, role_arn: 'arn:aws:iam::1:role/a', external_id: e}"));

        assertThat(send(notifier, FIRING)).isInstanceOf(Delivered.class);
        assertThat(form(request(0)))
                .containsEntry("Action", "AssumeRole")
                .containsEntry("RoleArn", "arn:aws:iam::1:role/a")
                .containsEntry("ExternalId", "e")
                .containsKey("RoleSessionName");
        assertThat(authorization()).contains("Credential=ASIA1/");
        assertThat(request(1).getHeader("X-Amz-Security-Token")).isEqualTo("session-of-the-role");

        Objects.requireNonNull(world).clock().advance(Duration.ofMinutes(54));
        send(notifier, FIRING);
        assertThat(service().requests()).hasSize(3);
        Objects.requireNonNull(world).clock().advance(Duration.ofMinutes(1));
        send(notifier, FIRING);
        assertThat(service().requests()).hasSize(5);
    }

    @Test
    void what_is_refused_with_passing_credentials_is_tried_with_new_ones() {
        service().server().stubFor(post(urlPathEqualTo("/sts")).willReturn(ok(KEYS)));
        service()
                .server()
                .stubFor(post(urlPathEqualTo("/"))
                        .willReturn(WireMock.forbidden()
                                .withBody("<Message>bad temporary-secret session-of-the-role</Message>")));
        Notifier notifier = notifier(
                ENTRY.with("sigv4", "{region: r, access_key: AKID, secret_key: s, role_arn: 'arn:aws:iam::1:role/a'}"));

        assertThat(send(notifier, FIRING)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(FailureReason.AUTH_ERROR);
            assertThat(rejected.message()).contains("bad").doesNotContain("temporary-secret", "session-of-the-role");
        });
        send(notifier, FIRING);

        assertThat(service().requests().stream().map(LoggedRequest::getUrl)).containsExactly("/sts", "/", "/sts", "/");
    }

    @Test
    void a_web_identity_is_taken_from_its_file() throws IOException {
        service().server().stubFor(post(urlPathEqualTo("/sts")).willReturn(ok(KEYS)));
        environment.put(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                Files.writeString(home.resolve("token"), "jwt\n").toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/pod");

        sent(UNSIGNED);

        assertThat(form(request(0)))
                .containsEntry("Action", "AssumeRoleWithWebIdentity")
                .containsEntry("RoleArn", "arn:aws:iam::1:role/pod")
                .containsEntry("WebIdentityToken", "jwt");
        assertThat(request(0).containsHeader("Authorization")).isFalse();
        assertThat(authorization()).contains("Credential=ASIA1/");
    }

    @Test
    void a_container_gives_credentials() {
        service()
                .server()
                .stubFor(get(urlPathEqualTo("/container"))
                        .withHeader("Authorization", equalTo("let me in"))
                        .willReturn(okJson(JSON_KEYS)));
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", service().address() + "/container");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");

        sent(UNSIGNED);

        assertThat(authorization()).contains("Credential=ASIA2/");
        assertThat(request(1).getHeader("X-Amz-Security-Token")).isEqualTo("session-of-the-machine");
    }

    @Test
    void a_machine_gives_credentials() {
        String roles = "/latest/meta-data/iam/security-credentials/";
        service().server().stubFor(put(urlPathEqualTo("/latest/api/token")).willReturn(ok("imds")));
        service()
                .server()
                .stubFor(get(urlPathEqualTo(roles))
                        .withHeader("X-aws-ec2-metadata-token", equalTo("imds"))
                        .willReturn(ok("role-1\n")));
        service()
                .server()
                .stubFor(get(urlPathEqualTo(roles + "role-1"))
                        .withHeader("X-aws-ec2-metadata-token", equalTo("imds"))
                        .willReturn(okJson(JSON_KEYS)));
        environment.remove("AWS_EC2_METADATA_DISABLED");
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", service().address());

        sent(UNSIGNED);

        assertThat(service().requests().stream().map(LoggedRequest::getUrl))
                .isEqualTo(List.of("/latest/api/token", roles, roles + "role-1", "/"));
        assertThat(authorization()).contains("Credential=ASIA2/");
    }

    @Test
    void half_a_character_costs_no_notification() {
        assertThat(sent(ENTRY.with("message", "'{{ slice \"aé\" 0 2 }}'"))).containsEntry("Message", "a\uFFFD");
    }
}
