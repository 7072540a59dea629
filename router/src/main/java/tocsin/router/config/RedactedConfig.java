package tocsin.router.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.config.YamlText;

/**
 * The configuration as the status API shows it: what the user wrote, without comments and without secrets. It can be
 * loaded, by us and by amtool, whose {@code config routes} asks the API for it and reads it strictly: keys of our own are left out.
 *
 * <p>Nothing is added, least of all defaults: an amtool that is older than a default key refuses the whole file.
 *
 * <p>What is secret is known of each section. Besides, whatever sounds like a secret is hidden, so that a key that comes with
 * a later version, or that is only misspelt in a receiver's free map, does not leak. Paths of files with secrets are shown.
 */
final class RedactedConfig {
    private static final String HIDDEN = "<secret>";
    /** Where older Alertmanagers read a plain URL, which {@link #HIDDEN} is not for them. */
    private static final String HIDDEN_URL = "https://" + HIDDEN;

    private static final String TOO_LONG = "# The configuration is too long to be shown.\n";
    private static final int MAX_LENGTH = 32 << 20;

    private static final String SLACK_PUBLIC_URL = "https://slack.com/api/chat.postMessage";
    private static final Set<String> GLOBAL_KEYS = Set.of("slack_api_url");
    private static final Map<String, Set<String>> KEYS_OF_KINDS = Map.of(
            "webhook", Set.of("url"),
            "slack", Set.of("api_url"),
            "pagerduty", Set.of("routing_key", "service_key"),
            "pushover", Set.of("user_key"));
    /** What amtool does not know, and would refuse the whole file for. */
    private static final Map<String, Set<String>> OWN_KEYS_OF_KINDS = Map.of("webhook", Set.of("signature"));

    private static final Set<String> EVENT_WEBHOOK_KEYS = Set.of("url");
    private static final Set<String> SECRET_ANYWHERE = Set.of("proxy_connect_header", "client_certificate_key");
    private static final Pattern SOUNDS_SECRET =
            Pattern.compile("passw(?:or)?d|passphrase|secret|token|credential|cookie"
                    + "|assertion|webhook_?url"
                    + "|(?:api|private|access|auth|routing|service|integration|subscription|signing|encryption)_?key");
    private static final Set<String> HEADERS = Set.of("headers", "http_headers");
    private static final Pattern SECRET_HEADER = Pattern.compile("authorization|auth$");
    /** Where VictorOps sends an alert on; it opens nothing without the API key. */
    private static final String OPEN_ROUTING_KEY = "victorops";

    private static final Set<String> NO_SECRETS = Set.of("token_url", "files");
    private static final Pattern POINTS_TO_SECRET = Pattern.compile(".*_(?:files?|ref)");

    private RedactedConfig() {}

    static String of(YamlMapping document) {
        return YamlText.of(document.withValues(RedactedConfig::top), MAX_LENGTH).orElse(TOO_LONG);
    }

    private static YamlNode top(String key, YamlNode value) {
        return switch (key) {
            case "global" -> section(value, "global", GLOBAL_KEYS);
            case "receivers" -> items(value, RedactedConfig::receiver);
            case "tracing" -> section(value, key, Set.of());
            case "event_recorder" -> eventRecorder(value);
            default -> shown(value);
        };
    }

    private static YamlNode eventRecorder(YamlNode node) {
        return node instanceof YamlMapping recorder
                ? recorder.withValues((key, value) -> items(
                        value,
                        output -> section(output, key, key.equals("webhook_outputs") ? EVENT_WEBHOOK_KEYS : Set.of())))
                : shown(node);
    }

    private static YamlNode receiver(YamlNode node) {
        return node instanceof YamlMapping receiver ? receiver.withValues(RedactedConfig::integrations) : shown(node);
    }

    private static YamlNode integrations(String key, YamlNode value) {
        if (!key.endsWith("_configs")) {
            return section(value, key, Set.of());
        }
        String kind = key.substring(0, key.length() - "_configs".length());
        Set<String> secretKeys = KEYS_OF_KINDS.getOrDefault(kind, Set.of());
        Set<String> ownKeys = OWN_KEYS_OF_KINDS.getOrDefault(kind, Set.of());
        return items(value, item -> section(without(ownKeys, item), kind, secretKeys));
    }

    private static YamlNode without(Set<String> keys, YamlNode node) {
        return node instanceof YamlMapping mapping ? mapping.without(keys) : node;
    }

    private static YamlNode items(YamlNode node, UnaryOperator<YamlNode> change) {
        return node instanceof YamlList list
                ? new YamlList(
                        list.position(), list.items().stream().map(change).toList())
                : change.apply(node);
    }

    /**
     * Hides the secrets of a section, at any depth.
     *
     * @param name of the section
     * @param secretKeys those that are secret in this very section
     */
    private static YamlNode section(YamlNode node, String name, Set<String> secretKeys) {
        if (node instanceof YamlMapping mapping) {
            return mapping.withValues((key, value) -> field(mapping, name, key, value, secretKeys));
        }
        return node instanceof YamlList ? items(node, item -> section(item, name, Set.of())) : shown(node);
    }

    private static YamlNode field(
            YamlMapping section, String name, String key, YamlNode value, Set<String> secretKeys) {
        if (secretKeys.contains(key)) {
            return isPublic(section, value) ? value : hidden(value, name.equals("webhook") ? HIDDEN_URL : HIDDEN);
        }
        if (isSecret(name, key, value)) {
            return hidden(value, HIDDEN);
        }
        return key.equals("proxy_url") ? proxyUrl(value) : section(value, key, Set.of());
    }

    private static boolean isSecret(String section, String key, YamlNode value) {
        String lower = key.toLowerCase(Locale.ROOT).replace('-', '_');
        boolean privateKey = key.equals("key") && section.endsWith("tls_config");
        boolean header =
                HEADERS.contains(section) && SECRET_HEADER.matcher(lower).find();
        boolean tokenInWrongPlace = lower.equals("authorization") && value instanceof YamlScalar;
        boolean tokenInType = section.equals("authorization") && key.equals("type") && hasBlank(value);
        boolean open = section.equals(OPEN_ROUTING_KEY) && key.equals("routing_key");
        return privateKey || header || tokenInWrongPlace || tokenInType || (soundsSecret(lower) && !open);
    }

    private static boolean soundsSecret(String lower) {
        return SECRET_ANYWHERE.contains(lower)
                || (SOUNDS_SECRET.matcher(lower).find() && !isPath(lower) && !NO_SECRETS.contains(lower));
    }

    /** Of {@code type: Bearer …} somebody has put the credentials there too. */
    private static boolean hasBlank(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.text().strip().indexOf(' ') >= 0;
    }

    /** May lack its scheme. */
    private static YamlNode proxyUrl(YamlNode node) {
        return node instanceof YamlScalar scalar
                ? withText(scalar, UrlPasswords.hideInProxy(scalar.text()))
                : shown(node);
    }

    private static boolean isPath(String key) {
        return NO_SECRETS.contains(key) || POINTS_TO_SECRET.matcher(key).matches();
    }

    /** Slack's address for apps, which everybody knows, in the place of a webhook's; what it goes with depends on it. */
    private static boolean isPublic(YamlMapping section, YamlNode value) {
        if (!(value instanceof YamlScalar scalar)) {
            return false;
        }
        return scalar.text().equals(SLACK_PUBLIC_URL)
                || (section.get("slack_app_url") instanceof YamlScalar app
                        && app.text().equals(scalar.text()));
    }

    /** A secret that is empty stays so: the file would mean something else. */
    private static YamlNode hidden(YamlNode node, String placeholder) {
        if (node instanceof YamlMapping mapping) {
            return mapping.withValues((key, value) -> isPath(key) ? shown(value) : hidden(value, placeholder));
        }
        if (node instanceof YamlScalar scalar) {
            return scalar.text().isEmpty() ? scalar : new YamlScalar(scalar.position(), placeholder, true, false);
        }
        return items(node, item -> hidden(item, placeholder));
    }

    /** Hides only the passwords of URLs. */
    private static YamlNode shown(YamlNode node) {
        if (node instanceof YamlMapping mapping) {
            return mapping.withValues((key, value) -> shown(value));
        }
        if (node instanceof YamlScalar scalar) {
            return withText(scalar, UrlPasswords.hide(scalar.text()));
        }
        return items(node, RedactedConfig::shown);
    }

    private static YamlScalar withText(YamlScalar scalar, String text) {
        return text.equals(scalar.text())
                ? scalar
                : new YamlScalar(scalar.position(), text, scalar.plain(), scalar.nullValue());
    }
}
