package tocsin.router.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tocsin.config.IntegrationConfig;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;

/** Accepts any entry. */
record AnyKind(String name) implements IntegrationKind {
    /** Those of upstream. */
    static final List<AnyKind> ALL = Stream.of(
                    "discord",
                    "email",
                    "incidentio",
                    "pagerduty",
                    "slack",
                    "webhook",
                    "opsgenie",
                    "wechat",
                    "pushover",
                    "victorops",
                    "sns",
                    "telegram",
                    "webex",
                    "msteams",
                    "msteamsv2",
                    "jira",
                    "rocketchat",
                    "mattermost")
            .map(name -> new AnyKind(name))
            .toList();

    /** What the router sees of an entry. */
    record AnyConfig(String kind) implements IntegrationConfig {
        @Override
        public boolean sendResolved() {
            return true;
        }
    }

    @Override
    public AnyConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return new AnyConfig(name);
    }
}
