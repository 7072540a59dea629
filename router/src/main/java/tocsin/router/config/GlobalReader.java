package tocsin.router.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.HostPort;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.UrlSyntax;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.Durations;

/** Reads and validates {@code global}. Most of its keys are only inherited by integrations, which read them again. */
final class GlobalReader {
    private static final Duration DEFAULT_RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final String DEFAULT_SLACK_APP_URL = "https://slack.com/api/chat.postMessage";
    private static final List<String> TEXTS =
            List.of("smtp_from", "smtp_hello", "smtp_auth_username", "smtp_auth_identity", "wechat_api_corp_id");
    private static final List<String> URLS = List.of(
            "slack_app_url",
            "pagerduty_url",
            "opsgenie_api_url",
            "wechat_api_url",
            "victorops_api_url",
            "telegram_api_url",
            "webex_api_url",
            "rocketchat_api_url",
            "jira_api_url");
    private static final List<String> SECRET_URLS = List.of("slack_api_url", "mattermost_webhook_url");
    /** Each of them has a twin that ends in {@code _file}. */
    private static final List<String> TWINS = List.of(
            "slack_app_token",
            "slack_api_url",
            "opsgenie_api_key",
            "victorops_api_key",
            "telegram_bot_token",
            "smtp_auth_password",
            "smtp_auth_secret",
            "rocketchat_token",
            "rocketchat_token_id",
            "wechat_api_secret",
            "mattermost_webhook_url");

    private final SectionReader httpConfig;
    private final SectionReader tlsConfig;
    private final Path directory;
    private final Problems problems;

    GlobalReader(SectionReader httpConfig, SectionReader tlsConfig, Path directory, Problems problems) {
        this.httpConfig = httpConfig;
        this.tlsConfig = tlsConfig;
        this.directory = directory;
        this.problems = problems;
    }

    GlobalSettings read(Fields top) {
        YamlMapping section = top.mapping("global");
        if (section == null) {
            return new GlobalSettings(
                    DEFAULT_RESOLVE_TIMEOUT, YamlMapping.empty(top.mapping().position()));
        }
        Fields fields = new Fields(section, problems);
        Duration resolveTimeout =
                fields.parsed("resolve_timeout", DEFAULT_RESOLVE_TIMEOUT, Duration.ZERO, Durations::parse);
        readScalars(fields);
        validate(fields, "http_config", httpConfig);
        validate(fields, "smtp_tls_config", tlsConfig);
        TWINS.forEach(key -> refuseTwins(fields, key));
        refuseSlackTokenWithUrl(fields);
        fields.finish();
        return new GlobalSettings(resolveTimeout, section);
    }

    private void readScalars(Fields fields) {
        TEXTS.forEach(fields::string);
        URLS.forEach(key -> fields.parsed(key, "", "", UrlSyntax::require));
        SECRET_URLS.forEach(key -> fields.parsed(key, "", "", UrlSyntax::requireSecret));
        TWINS.forEach(key -> requireScalars(fields, key));
        fields.<@Nullable HostPort>parsed("smtp_smarthost", null, null, HostPort::parse);
        fields.bool("smtp_require_tls", true);
        fields.bool("smtp_force_implicit_tls");
    }

    private static void requireScalars(Fields fields, String key) {
        if (!SECRET_URLS.contains(key)) {
            fields.string(key);
        }
        fields.string(key + "_file");
    }

    private void validate(Fields fields, String key, SectionReader reader) {
        YamlMapping section = fields.mapping(key);
        if (section != null) {
            reader.validate(section, directory, problems);
        }
    }

    private void refuseTwins(Fields fields, String key) {
        boolean value = written(fields, key);
        boolean file = written(fields, key + "_file");
        if (value && file) {
            problems.error(
                    fields.position(key + "_file"),
                    "at most one of `%s` and `%s_file` may be given".formatted(key, key));
        }
    }

    private void refuseSlackTokenWithUrl(Fields fields) {
        boolean token = written(fields, "slack_app_token") || written(fields, "slack_app_token_file");
        boolean urlFile = written(fields, "slack_api_url_file");
        String appUrl = fields.has("slack_app_url") ? text(fields, "slack_app_url") : DEFAULT_SLACK_APP_URL;
        String url = text(fields, "slack_api_url");
        boolean otherUrl = !url.isEmpty() && !url.equals(appUrl);
        if (token && (urlFile || otherUrl)) {
            problems.error(
                    fields.position(urlFile ? "slack_api_url_file" : "slack_api_url"),
                    "a Slack app token and a Slack API URL exclude each other; keep the one that you use");
        }
    }

    private static boolean written(Fields fields, String key) {
        return !text(fields, key).isEmpty();
    }

    private static String text(Fields fields, String key) {
        YamlNode node = fields.node(key);
        return node instanceof YamlScalar scalar ? scalar.text() : "";
    }
}
