package tocsin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gets OAuth2 tokens and keeps the last one until shortly before it expires. Its state lives on its own context; callers
 * on others wait for the same request.
 */
final class OAuth2Tokens {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** A token is not used in its last seconds, so that it does not expire on its way. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context context;
    private final OAuth2Config config;
    private final HttpSender sender;
    private @Nullable Token token;
    private @Nullable Future<Token> pending;
    private boolean secretInForm;

    /** @param validUntilNanos by {@link System#nanoTime}; null means until further notice */
    private record Token(
            ConfiguredHeaders.Header header,
            String secret,
            @Nullable Long validUntilNanos) {
        boolean usable(String currentSecret) {
            return secret.equals(currentSecret) && (validUntilNanos == null || validUntilNanos - System.nanoTime() > 0);
        }
    }

    private OAuth2Tokens(Vertx vertx, OAuth2Config config, HttpSender sender) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.sender = sender;
    }

    static OAuth2Tokens open(Vertx vertx, OAuth2Config config, SenderSettings settings) throws HttpConfigException {
        if (config.assertion() != null) {
            throw new HttpConfigException(
                    "oauth2: the grant_type jwt-bearer is not supported yet;" + " use client_credentials");
        }
        HttpClientConfig own = HttpClientConfig.DEFAULT.withTls(config.tls()).withProxy(config.proxy());
        return new OAuth2Tokens(vertx, config, HttpSender.open(vertx, own, settings));
    }

    /** The header with a token that is valid now. Completes on any context. */
    Future<ConfiguredHeaders.Header> authorization() {
        Promise<ConfiguredHeaders.Header> promise = Promise.promise();
        context.runOnContext(
                nothing -> vertx.executeBlocking(() -> SecretFiles.readOrEmpty(config.clientSecret()), false)
                        .compose(this::current)
                        .map(Token::header)
                        .onComplete(promise));
        return promise.future();
    }

    Future<Void> close() {
        return sender.close();
    }

    private Future<Token> current(String secret) {
        Token known = token;
        if (known != null && known.usable(secret)) {
            return Future.succeededFuture(known);
        }
        Future<Token> running = pending;
        if (running != null) {
            return running;
        }
        Future<Token> started = fetch(secret);
        pending = started;
        return started.onComplete(outcome -> {
            pending = null;
            token = outcome.result();
        });
    }

    private Future<Token> fetch(String secret) {
        return request(secret, secretInForm).compose(answer -> {
            // Upstream's client tries both ways of identification too; servers differ.
            if (answer.status() / 100 == 4 && !secretInForm) {
                return request(secret, true).map(second -> {
                    secretInForm = second.successful();
                    return token(second, secret);
                });
            }
            return Future.succeededFuture(token(answer, secret));
        });
    }

    private Future<HttpAnswer> request(String secret, boolean inForm) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!config.scopes().isEmpty()) {
            form.put("scope", String.join(" ", config.scopes()));
        }
        form.putAll(config.endpointParams());
        if (inForm) {
            form.put("client_id", config.clientId());
            form.put("client_secret", secret);
        }
        HttpCall call = HttpCall.post(config.tokenUrl(), "application/x-www-form-urlencoded", encoded(form))
                .withTimeout(TIMEOUT);
        if (!inForm) {
            ConfiguredHeaders.Header basic = ConfiguredHeaders.basic(encoded(config.clientId()), encoded(secret));
            call = call.withHeader(basic.name(), basic.value());
        }
        return sender.send(call).result();
    }

    private static Buffer encoded(Map<String, String> form) {
        return Buffer.buffer(form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Token token(HttpAnswer answer, String secret) {
        if (!answer.successful()) {
            throw noToken("answered " + answer.status());
        }
        Map<String, String> fields = fields(answer);
        String access = fields.getOrDefault("access_token", "");
        if (access.isEmpty()) {
            throw noToken("gave no access_token");
        }
        String type = fields.getOrDefault("token_type", "");
        String shown = type.isEmpty() || type.equalsIgnoreCase("bearer") ? "Bearer" : type;
        return new Token(
                ConfiguredHeaders.bearer(shown, access), secret, validUntil(fields.getOrDefault("expires_in", "")));
    }

    private static @Nullable Long validUntil(String expiresInSeconds) {
        if (!expiresInSeconds.matches("\\d{1,9}")) {
            return null;
        }
        Duration lifetime = Duration.ofSeconds(Long.parseLong(expiresInSeconds)).minus(MARGIN);
        return System.nanoTime() + lifetime.toNanos();
    }

    /** The scalars of a flat JSON object. */
    private Map<String, String> fields(HttpAnswer answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(answer.text())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noToken("did not answer a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return fields;
        } catch (IOException e) {
            // Without the parser's message: it quotes the answer, which may hold a token.
            throw noToken("did not answer JSON");
        }
    }

    private IllegalStateException noToken(String why) {
        return new IllegalStateException(
                "oauth2: the token server %s %s".formatted(SafeUrl.of(config.tokenUrl(), false), why));
    }
}
