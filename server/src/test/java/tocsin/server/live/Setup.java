package tocsin.server.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that several live tests start with. */
final class Setup {
    /** An instant vector of one series of value 1. */
    static final String ONE_SERIES = """
            {"status":"success","data":{"resultType":"vector","result":[
            {"metric":{"__name__":"up","instance":"db-1"},"value":[1700000000,"1"]}]}}
            """;

    static final String NO_SERIES = """
            {"status":"success","data":{"resultType":"vector","result":[]}}
            """;

    private Setup() {}

    /** One group that watches {@code up} each second. */
    static String rules(String alert) {
        return """
                groups:
                - name: live
                  interval: 1s
                  rules:
                  - alert: %s
                    expr: up == 1
                    labels: {severity: page}
                    annotations: {summary: Something is up}
                """.formatted(alert);
    }

    /** One receiver {@code hook} with a webhook, told at once. */
    static String routing(String url) {
        return """
                route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                - name: hook
                  webhook_configs: [{url: '%s'}]
                """.formatted(url);
    }

    /** Writes {@code rules.yml} and gives the option that names it. */
    static String rulesOption(Path directory, String rules) throws IOException {
        return "--rules=" + Files.writeString(directory.resolve("rules.yml"), rules);
    }

    /** Writes {@code alertmanager.yml} and gives the option that names it. */
    static String configOption(Path directory, String routing) throws IOException {
        return "--config.file=" + Files.writeString(directory.resolve("alertmanager.yml"), routing);
    }
}
