package tocsin.notifiers.slack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code slack_configs}.
 *
 * @param url a secret: of the webhook, or of the app's API when there is a token
 * @param shortFields of fields that do not say it themselves
 * @param mrkdwnIn parts of the attachment that are marked up
 * @param updateMessage whether a group's message is changed instead of followed by another
 * @param timeout of one attempt; zero means none of its own
 * @param http its own {@code http_config} or the whole global one, with the app's token as authorization
 */
public record SlackConfig(
        SecretSource url,
        SlackTexts texts,
        List<AttachmentField> fields,
        boolean shortFields,
        List<SlackAction> actions,
        List<String> mrkdwnIn,
        boolean linkNames,
        boolean updateMessage,
        Duration timeout,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public SlackConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(texts, "texts");
        fields = List.copyOf(fields);
        actions = List.copyOf(actions);
        mrkdwnIn = List.copyOf(mrkdwnIn);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(http, "http");
    }

    List<FieldText> allTexts() {
        return Stream.of(
                        texts.all().stream(),
                        fields.stream().flatMap(AttachmentField::texts),
                        actions.stream().flatMap(SlackAction::all))
                .flatMap(Function.identity())
                .toList();
    }
}
