package tocsin.notifiers.sns;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.Secret;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;
import tocsin.time.Clock;

/**
 * Gets the credentials of one integration, from the first of: its keys; its profile; keys in the environment; a web identity, as
 * Kubernetes gives; the profile that the environment names, or the default one; the container; the metadata of the machine. With a
 * role they serve to take it on. What expires is kept until shortly before. Any thread.
 */
final class AwsLogin {
    private static final String NAME = "tocsin";
    private static final String STS_VERSION = "2011-06-15";
    private static final String CONTAINER = "http://169.254.170.2";
    private static final String MACHINE = "http://169.254.169.254";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    private static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";

    private final Sigv4Config config;
    private final AwsSettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable AwsCredentials> kept = new AtomicReference<>();

    AwsLogin(Sigv4Config config, AwsSettings settings, Clock clock) {
        this.config = config;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is known without asking anybody.
     *
     * @param credentials null when somebody has to be asked
     * @param webIdentity a token for STS; empty when there is none
     * @param container what the container's service wants to see; empty when nothing
     */
    record AtHand(@Nullable AwsCredentials credentials, String webIdentity, String container) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return String.valueOf(credentials);
        }
    }

    /** Blocks: reads files. */
    AtHand atHand() throws IOException {
        AwsCredentials configured = configured();
        AwsCredentials found = configured == null ? settings.credentials() : configured;
        String webIdentity = fileIn("AWS_WEB_IDENTITY_TOKEN_FILE", "");
        return new AtHand(
                found == null && webIdentity.isEmpty() ? settings.credentials(settings.profile()) : found,
                webIdentity,
                fileIn(
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                        settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN")));
    }

    private @Nullable AwsCredentials configured() throws IOException {
        if (!config.accessKey().isEmpty()) {
            return new AwsCredentials(config.accessKey(), config.secretKey(), new Secret(""), null);
        }
        if (config.profile().isEmpty()) {
            return null;
        }
        AwsCredentials found = settings.credentials(config.profile());
        if (found == null) {
            throw Undelivered.rejected(
                    FailureReason.OTHER,
                    "no profile `%s` with `aws_access_key_id` and `aws_secret_access_key` in %s"
                            .formatted(config.profile(), settings.files()));
        }
        return found;
    }

    private String fileIn(String variable, String otherwise) throws IOException {
        String path = settings.variable(variable);
        return path.isEmpty() ? otherwise : SecretFiles.read(new SecretSource.InFile(Path.of(path)));
    }

    /** @param region of the service that tells the role */
    Future<AwsCredentials> credentials(AtHand atHand, String region, Attempt attempt) {
        AwsCredentials own = atHand.credentials();
        if (own != null && config.roleArn().isEmpty()) {
            return Future.succeededFuture(own);
        }
        AwsCredentials known = kept.get();
        if (known != null && known.isFresh(clock.now())) {
            return Future.succeededFuture(known);
        }
        Future<AwsCredentials> base = own == null ? asked(atHand, region, attempt) : Future.succeededFuture(own);
        return base.compose(first ->
                        config.roleArn().isEmpty() ? Future.succeededFuture(first) : assumed(first, region, attempt))
                .map(credentials -> {
                    kept.set(credentials);
                    return credentials;
                });
    }

    /** They are asked for anew next time. */
    void drop() {
        kept.set(null);
    }

    private Future<AwsCredentials> assumed(AwsCredentials first, String region, Attempt attempt) {
        AwsForm form = new AwsForm("AssumeRole", STS_VERSION);
        form.add("RoleArn", config.roleArn());
        form.add("RoleSessionName", NAME);
        form.addIfSet("ExternalId", config.externalId());
        HttpCall signed = new Sigv4(region, "sts").signed(form.call(sts(region)), first, clock.now());
        return attempt.send(signed).map(AwsLogin::ofXml);
    }

    private String sts(String region) {
        String written = settings.variable("AWS_ENDPOINT_URL_STS");
        return written.isEmpty() ? AwsEndpoint.of(config.useFipsStsEndpoint() ? "sts-fips" : "sts", region) : written;
    }

    private Future<AwsCredentials> asked(AtHand atHand, String region, Attempt attempt) {
        if (!atHand.webIdentity().isEmpty()) {
            return identified(atHand.webIdentity(), region, attempt);
        }
        String path = settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        String url = path.isEmpty() ? settings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") : CONTAINER + path;
        return url.isEmpty() ? ofMachine(attempt) : ofContainer(url, atHand.container(), attempt);
    }

    private Future<AwsCredentials> identified(String token, String region, Attempt attempt) {
        AwsForm form = new AwsForm("AssumeRoleWithWebIdentity", STS_VERSION);
        form.add("RoleArn", settings.variable("AWS_ROLE_ARN"));
        String name = settings.variable("AWS_ROLE_SESSION_NAME");
        form.add("RoleSessionName", name.isEmpty() ? NAME : name);
        form.add("WebIdentityToken", token);
        return attempt.send(form.call(sts(region)).withSecret(token)).map(AwsLogin::ofXml);
    }

    private static Future<AwsCredentials> ofContainer(String url, String authorization, Attempt attempt) {
        HttpCall call = HttpCall.get(url);
        HttpCall complete = authorization.isEmpty()
                ? call
                : call.withHeader("Authorization", authorization).withSecret(authorization);
        return attempt.send(complete).map(AwsLogin::ofJson);
    }

    private Future<AwsCredentials> ofMachine(Attempt attempt) {
        if (settings.variable("AWS_EC2_METADATA_DISABLED").equalsIgnoreCase("true")) {
            return Future.failedFuture(Undelivered.rejected(
                    FailureReason.OTHER,
                    "no credentials of AWS: write `access_key` and `secret_key`, or `profile`, under `sigv4`"));
        }
        String written = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").replaceFirst("/+$", "");
        String machine = written.isEmpty() ? MACHINE : written;
        HttpCall tokenCall = HttpCall.of(HttpMethod.PUT, machine + "/latest/api/token", Buffer.buffer())
                .withHeader(TOKEN_HEADER + "-ttl-seconds", "300");
        return attempt.send(tokenCall)
                .compose(token -> roleOfMachine(machine + ROLES, token.text().strip(), attempt))
                .recover(failure -> Future.failedFuture(Undelivered.retryable(
                        FailureReason.OTHER,
                        "no credentials of AWS are configured, and the metadata of this machine gave none: "
                                + failure.getMessage(),
                        Duration.ZERO)));
    }

    private static Future<AwsCredentials> roleOfMachine(String roles, String token, Attempt attempt) {
        return attempt.send(withToken(roles, token))
                .map(names -> names.text().lines().findFirst().orElse("").strip())
                .compose(role -> attempt.send(withToken(roles + role, token)))
                .map(AwsLogin::ofJson);
    }

    private static HttpCall withToken(String url, String token) {
        return HttpCall.get(url).withHeader(TOKEN_HEADER, token).withSecret(token);
    }

    private static AwsCredentials ofJson(HttpAnswer answer) {
        JsonObject json = JsonAnswer.object(answer, "AWS");
        return complete(
                JsonAnswer.text(json, "AccessKeyId"),
                JsonAnswer.text(json, "SecretAccessKey"),
                JsonAnswer.text(json, "Token"),
                JsonAnswer.text(json, "Expiration"));
    }

    private static AwsCredentials ofXml(HttpAnswer answer) {
        String xml = answer.text();
        return complete(
                element(xml, "AccessKeyId"),
                element(xml, "SecretAccessKey"),
                element(xml, "SessionToken"),
                element(xml, "Expiration"));
    }

    private static String element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<%1$s>([^<]*)</%1$s>".formatted(name)).matcher(xml);
        return matcher.find() ? Objects.requireNonNull(matcher.group(1)).strip() : "";
    }

    private static AwsCredentials complete(String accessKey, String secretKey, String token, String expiration) {
        if (accessKey.isEmpty() || secretKey.isEmpty()) {
            throw Undelivered.retryable(FailureReason.OTHER, "the answer of AWS holds no credentials", Duration.ZERO);
        }
        return new AwsCredentials(accessKey, new Secret(secretKey), new Secret(token), instant(expiration));
    }

    /** What cannot be read counts as past: credentials of an unknown age serve once. */
    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
