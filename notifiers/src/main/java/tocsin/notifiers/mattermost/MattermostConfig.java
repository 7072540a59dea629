package tocsin.notifiers.mattermost;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code mattermost_configs}.
 *
 * @param webhookUrl a secret
 * @param own the block that the entry's own keys make; its text is that of the message when there are attachments
 * @param card {@code props.card}; null when there is none
 * @param priority null when there is none
 * @param http its own {@code http_config} or the whole global one
 */
public record MattermostConfig(
        SecretSource webhookUrl,
        FieldText channel,
        FieldText username,
        FieldText iconUrl,
        FieldText iconEmoji,
        FieldText type,
        MattermostAttachment own,
        List<MattermostAttachment> attachments,
        @Nullable FieldText card,
        @Nullable MattermostPriority priority,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public MattermostConfig {
        Objects.requireNonNull(webhookUrl, "webhookUrl");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(iconUrl, "iconUrl");
        Objects.requireNonNull(iconEmoji, "iconEmoji");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(own, "own");
        attachments = List.copyOf(attachments);
        Objects.requireNonNull(http, "http");
    }

    /** What is sent: beside attachments the entry's own keys make none, and only their text counts. */
    List<FieldText> allTexts() {
        Stream<FieldText> blocks = attachments.isEmpty()
                ? own.all()
                : Stream.concat(Stream.of(own.text()), attachments.stream().flatMap(MattermostAttachment::all));
        Stream<FieldText> others = Stream.of(
                        channel,
                        username,
                        iconUrl,
                        iconEmoji,
                        type,
                        card,
                        priority == null ? null : priority.priority())
                .filter(Objects::nonNull);
        return Stream.concat(others, blocks).toList();
    }
}
