package tocsin.notifiers.sns;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.http.Secret;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code sns_configs}. */
public final class SnsKind {
    public static final String NAME = "sns";

    private SnsKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<SnsConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, SnsConfig.class, templates, SnsKind::read, SnsNotifier::new);
    }

    private static @Nullable SnsConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        FieldText topic = fields.text("topic_arn");
        FieldText phone = fields.text("phone_number");
        FieldText target = fields.text("target_arn");
        if (Stream.of(topic, phone, target).filter(text -> !text.isEmpty()).count() != 1) {
            fields.missing("exactly one of `topic_arn`, `phone_number` and `target_arn` is required");
        }
        Sigv4Config sigv4 = fields.inside("sigv4", SnsKind::sigv4);
        return entry.finish(new SnsConfig(
                fields.text("api_url"),
                sigv4 == null ? Sigv4Config.ENVIRONMENT : sigv4,
                topic,
                phone,
                target,
                fields.text("subject", "{{ template \"sns.default.subject\" . }}"),
                fields.text("message", "{{ template \"sns.default.message\" . }}"),
                fields.textMap("attributes"),
                fields.bool("use_aws_http_client", false),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static Sigv4Config sigv4(EntryFields fields) {
        Sigv4Config sigv4 = new Sigv4Config(
                fields.string("region"),
                fields.string("access_key"),
                new Secret(fields.string("secret_key")),
                fields.string("profile"),
                fields.string("role_arn"),
                fields.string("external_id"),
                fields.bool("use_fips_sts_endpoint", false));
        if (sigv4.accessKey().isEmpty() != sigv4.secretKey().isEmpty()) {
            fields.missing("`access_key` and `secret_key` of `sigv4` belong together: write both or neither");
        }
        if (!sigv4.externalId().isEmpty() && sigv4.roleArn().isEmpty()) {
            fields.error("external_id", "`external_id` needs `role_arn`");
        }
        return sigv4;
    }
}
