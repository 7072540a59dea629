package tocsin.notifiers.rocketchat;

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
 * One entry of {@code rocketchat_configs}.
 *
 * @param token a secret
 * @param tokenId likewise
 * @param shortFields of fields that do not say it themselves
 * @param http its own {@code http_config} or the whole global one
 */
public record RocketchatConfig(
        String apiUrl,
        SecretSource token,
        SecretSource tokenId,
        RocketchatTexts texts,
        List<AttachmentField> fields,
        boolean shortFields,
        boolean linkNames,
        List<RocketchatAction> actions,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public RocketchatConfig {
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(tokenId, "tokenId");
        Objects.requireNonNull(texts, "texts");
        fields = List.copyOf(fields);
        actions = List.copyOf(actions);
        Objects.requireNonNull(http, "http");
    }

    List<FieldText> allTexts() {
        return Stream.of(
                        texts.all(),
                        fields.stream().flatMap(AttachmentField::texts),
                        actions.stream().flatMap(RocketchatAction::all))
                .flatMap(Function.identity())
                .toList();
    }
}
