package tocsin.notifiers.wechat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;

/**
 * What WeCom says under a status of 200.
 *
 * @param code 0 when all is well
 * @param told for people, without secrets
 */
record WechatAnswer(int code, String told, JsonObject body) {
    private static final int BUSY = -1;
    private static final int TOKEN_INVALID = 40014;
    private static final int TOKEN_EXPIRED = 42001;
    private static final Set<Integer> PASSES = Set.of(BUSY, TOKEN_INVALID, TOKEN_EXPIRED);

    WechatAnswer {
        Objects.requireNonNull(told, "told");
        Objects.requireNonNull(body, "body");
    }

    static WechatAnswer of(JsonObject body, String told) {
        return new WechatAnswer(body.getValue("errcode") instanceof Number code ? code.intValue() : 0, told, body);
    }

    /** A new token helps. */
    boolean refusesToken() {
        return code == TOKEN_EXPIRED || code == TOKEN_INVALID;
    }

    /** @throws Undelivered unless all is well */
    WechatAnswer accepted() {
        if (code == 0) {
            return this;
        }
        String message = "error %d of WeCom: %s".formatted(code, told);
        throw PASSES.contains(code)
                ? Undelivered.retryable(FailureReason.OTHER, message, Duration.ZERO)
                : Undelivered.rejected(FailureReason.OTHER, message);
    }

    /** Those of the recipients that got nothing, while others did. */
    List<String> notes() {
        return Stream.of("invaliduser", "invalidparty", "invalidtag")
                .filter(name -> !JsonAnswer.text(body, name).isEmpty())
                .map(name -> "WeCom knows none of these recipients: %s %s".formatted(name, JsonAnswer.text(body, name)))
                .toList();
    }
}
