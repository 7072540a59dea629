package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;

/**
 * A text of the configuration that is a template.
 *
 * @param field the key under which it stands in the integration or route, whatever lies between
 * @param ofRoute whether it is a label of a route
 */
record ConfiguredText(String field, YamlScalar scalar, TemplateMode mode, boolean ofRoute) {
    private static final String ROUTE_LABELS = "labels";

    private static final String CONFIGS = "_configs";
    /** Sections and keys that are taken as they are written. */
    private static final Set<String> LITERAL = Set.of(
            "http_config",
            "tls_config",
            "sigv4",
            "signature",
            "threading",
            "auth_password",
            "auth_secret",
            "auth_identity",
            "auth_username",
            "hello",
            "smarthost",
            "webhook_url",
            "app_url",
            "app_token",
            "bot_token",
            "alert_source_token",
            "token_id",
            "mrkdwn_in",
            "parse_mode",
            "resolve_transition",
            "reopen_transition",
            "wont_fix_resolution");

    /** Those that are templates for other kinds. */
    private static final Set<String> LITERAL_OF_KIND = Set.of(
            "discord.username",
            "discord.avatar_url",
            "incidentio.url",
            "jira.api_url",
            "opsgenie.api_url",
            "pagerduty.url",
            "rocketchat.api_url",
            "rocketchat.token",
            "slack.api_url",
            "telegram.api_url",
            "victorops.api_key",
            "victorops.api_url",
            "webex.api_url",
            "wechat.api_url",
            "wechat.message_type");

    /** All those of an alertmanager.yml, in the order of the file; also of kinds that are not delivered to. */
    static List<ConfiguredText> in(YamlMapping document) {
        List<ConfiguredText> found = new ArrayList<>();
        if (document.get("receivers") instanceof YamlList receivers) {
            receivers.items().forEach(receiver -> ofReceiver(receiver, found));
        }
        ofRoute(document.get("route"), found);
        return found;
    }

    private static void ofRoute(@Nullable YamlNode route, List<ConfiguredText> found) {
        if (!(route instanceof YamlMapping section)) {
            return;
        }
        if (section.get(ROUTE_LABELS) instanceof YamlMapping labels) {
            templates(labels)
                    .forEach(scalar -> found.add(new ConfiguredText(ROUTE_LABELS, scalar, TemplateMode.TEXT, true)));
        }
        if (section.get("routes") instanceof YamlList children) {
            children.items().forEach(child -> ofRoute(child, found));
        }
    }

    private static Stream<YamlScalar> templates(YamlNode node) {
        return TemplatedTexts.in(node).stream().filter(scalar -> TemplatedTexts.isTemplate(scalar.text()));
    }

    private static void ofReceiver(YamlNode receiver, List<ConfiguredText> found) {
        if (receiver instanceof YamlMapping section) {
            section.entries().forEach((key, entry) -> {
                if (key.endsWith(CONFIGS) && entry.value() instanceof YamlList integrations) {
                    String kind = key.substring(0, key.length() - CONFIGS.length());
                    integrations.items().forEach(integration -> ofIntegration(kind, integration, found));
                }
            });
        }
    }

    private static void ofIntegration(String kind, YamlNode integration, List<ConfiguredText> found) {
        if (!(integration instanceof YamlMapping section)) {
            return;
        }
        for (Map.Entry<String, YamlMapping.Entry> field : section.entries().entrySet()) {
            String name = field.getKey();
            if (isTemplate(kind, name)) {
                TemplateMode mode = isHtml(kind, name, section) ? TemplateMode.HTML : TemplateMode.TEXT;
                templates(field.getValue().value())
                        .forEach(scalar -> found.add(new ConfiguredText(name, scalar, mode, false)));
            }
        }
    }

    private static boolean isTemplate(String kind, String field) {
        return !LITERAL.contains(field) && !LITERAL_OF_KIND.contains(kind + '.' + field) && !field.endsWith("_file");
    }

    private static boolean isHtml(String kind, String field, YamlMapping section) {
        return switch (kind + '.' + field) {
            case "email.html" -> true;
            // Its default is HTML.
            case "telegram.message" -> text(section, "parse_mode", "HTML").equals("HTML");
            case "pushover.message" -> text(section, "html", "false").equals("true");
            default -> false;
        };
    }

    private static String text(YamlMapping section, String key, String absent) {
        return section.get(key) instanceof YamlScalar scalar ? scalar.text() : absent;
    }
}
