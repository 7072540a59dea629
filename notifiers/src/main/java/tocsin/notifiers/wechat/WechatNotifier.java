package tocsin.notifiers.wechat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.UrlText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.AnswerRule;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * Sends one message of an application of WeCom. WeCom takes 2048 bytes of text and 4096 of Markdown; what is longer is cut and
 * ends in {@code …}. A notice of failed templates ends the message. A message whose token is refused is sent once more with a new
 * one, in the same attempt. Results arrive on the caller's context.
 */
final class WechatNotifier implements Notifier {
    private static final int LONGEST_TEXT = 2048;
    private static final int LONGEST_MARKDOWN = 4096;
    private static final int OK = 200;

    /** Whatever is not 200 passes, as far as upstream knows; but a redirect that is not followed will not. */
    private static final AnswerRule RULE = new AnswerRule() {
        @Override
        public boolean isWorthRetrying(int status) {
            return status / 100 != 3;
        }
    };

    private final WechatConfig config;
    private final HttpDelivery delivery;
    private final AccessTokens tokens;
    private final FieldRenderer renderer;
    private final TemplatedField corpId;
    private final TemplatedField toUser;
    private final TemplatedField toParty;
    private final TemplatedField toTag;
    private final TemplatedField agentId;
    private final TemplatedField message;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    WechatNotifier(WechatConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(WechatKind.NAME, config.http(), ports).withRule(RULE);
        this.tokens = new AccessTokens(ports.clock());
        this.renderer = ports.renderer(WechatKind.NAME);
        this.corpId = config.corpId().with(renderer);
        this.toUser = config.toUser().with(renderer);
        this.toParty = config.toParty().with(renderer);
        this.toTag = config.toTag().with(renderer);
        this.agentId = config.agentId().with(renderer);
        this.message = config.message().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    private record Message(Corporation corporation, Buffer body, List<String> notes) {}

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(longest, () -> prepared(notification), this::deliver);
    }

    private Message prepared(Notification notification) throws IOException, FieldException {
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        TemplatedField secret =
                renderer.required("api_secret", SecretFiles.read(config.apiSecret()), TemplateMode.TEXT);
        Corporation corporation = new Corporation(
                notEmpty("corp_id", rendering.require(corpId)), notEmpty("api_secret", rendering.require(secret)));
        Buffer body = body(rendering);
        return new Message(corporation, body, rendering.notes());
    }

    private static String notEmpty(String name, String text) {
        if (text.isBlank()) {
            throw Undelivered.rejected(FailureReason.OTHER, "`%s` of WeChat is empty".formatted(name));
        }
        return text.strip();
    }

    private Buffer body(Rendering rendering) {
        String user = rendering.render(toUser);
        String party = rendering.render(toParty);
        String tag = rendering.render(toTag);
        String agent = rendering.render(agentId);
        String text = rendering.render(message);
        String type = config.messageType();
        String content = Truncation.withNoticeInBytes(
                text, rendering.notice(), type.equals("markdown") ? LONGEST_MARKDOWN : LONGEST_TEXT);
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeIfSet(json, "touser", user);
            GoJson.writeIfSet(json, "toparty", party);
            GoJson.writeIfSet(json, "totag", tag);
            GoJson.writeIfSet(json, "agentid", agent);
            GoJson.writeField(json, "safe", "0");
            GoJson.writeField(json, "msgtype", type);
            writeContent(json, type, content);
            json.writeEndObject();
        });
    }

    private static void writeContent(JsonGenerator json, String type, String content) throws IOException {
        json.writeObjectFieldStart(type);
        GoJson.writeField(json, "content", content);
        json.writeEndObject();
    }

    private Future<DeliveryResult> deliver(Message prepared, Attempt attempt) {
        return token(prepared, attempt)
                .compose(token -> post(prepared, token, attempt)
                        .compose(answer -> answer.refusesToken()
                                ? again(prepared, token, attempt)
                                : Future.succeededFuture(answer)))
                .map(answer -> new Delivered(Map.of(), allNotes(prepared, answer.accepted())));
    }

    private Future<WechatAnswer> again(Message prepared, String refused, Attempt attempt) {
        tokens.drop(refused);
        return token(prepared, attempt).compose(token -> post(prepared, token, attempt));
    }

    private static List<String> allNotes(Message prepared, WechatAnswer answer) {
        List<String> notes = new ArrayList<>(prepared.notes());
        notes.addAll(answer.notes());
        return notes;
    }

    private Future<String> token(Message prepared, Attempt attempt) {
        Corporation corporation = prepared.corporation();
        return tokens.token(corporation, attempt, () -> fetchToken(corporation, attempt));
    }

    private Future<String> fetchToken(Corporation corporation, Attempt attempt) {
        HttpCall call = HttpCall.get(url(
                "gettoken",
                "corpid=%s&corpsecret=%s"
                        .formatted(UrlText.query(corporation.id()), UrlText.query(corporation.secret()))));
        return ask(call.withSecret(corporation.secret()), attempt).map(answer -> {
            String token = JsonAnswer.text(answer.accepted().body(), "access_token");
            if (token.isEmpty()) {
                throw Undelivered.retryable(FailureReason.OTHER, "WeCom gave no access token", Duration.ZERO);
            }
            return token;
        });
    }

    private Future<WechatAnswer> post(Message prepared, String token, Attempt attempt) {
        String url = url("message/send", "access_token=" + UrlText.query(token));
        HttpCall call = HttpCall.post(url, "application/json", prepared.body());
        return ask(call.withSecret(token), attempt);
    }

    /** An answer of 200; secrets are in the URL of each call. */
    private static Future<WechatAnswer> ask(HttpCall call, Attempt attempt) {
        return attempt.ask(call.withSecretUrl()).map(answer -> {
            if (answer.status() != OK) {
                throw attempt.refused(answer);
            }
            JsonObject body = JsonAnswer.object(answer, "WeCom");
            return WechatAnswer.of(body, answer.head().hidden().without(JsonAnswer.text(body, "errmsg")));
        });
    }

    private String url(String path, String query) {
        String url = UrlText.below(config.apiUrl(), path);
        return url + (url.contains("?") ? '&' : '?') + query;
    }
}
