package tocsin.notifiers.wechat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code wechat_configs}. */
public final class WechatKind {
    public static final String NAME = "wechat";

    private WechatKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<WechatConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, WechatConfig.class, templates, WechatKind::read, WechatNotifier::new);
    }

    private static @Nullable WechatConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        fields.checkTemplates("api_secret");
        return entry.finish(new WechatConfig(
                entry.requiredSecret("api_secret", "wechat_api_secret"),
                corpId(entry),
                entry.urlOfDirectory("api_url", "wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/"),
                fields.text("message", "{{ template \"wechat.default.message\" . }}"),
                fields.text("to_user", "{{ template \"wechat.default.to_user\" . }}"),
                fields.text("to_party", "{{ template \"wechat.default.to_party\" . }}"),
                fields.text("to_tag", "{{ template \"wechat.default.to_tag\" . }}"),
                fields.text("agent_id", "{{ template \"wechat.default.agent_id\" . }}"),
                messageType(fields),
                entry.http(),
                entry.sendResolved(false)));
    }

    private static FieldText corpId(Entry entry) {
        FieldText corpId = entry.text("corp_id", "wechat_api_corp_id");
        if (corpId.isEmpty()) {
            entry.fields().missing("corp_id", "no `corp_id`: write it here, or `wechat_api_corp_id` under `global`");
        }
        return corpId;
    }

    private static String messageType(EntryFields fields) {
        String type = fields.choice("message_type", "text", List.of("", "text", "markdown"));
        return type.isEmpty() ? "text" : type;
    }
}
