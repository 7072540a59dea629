package tocsin.server.scenario;

/** The files that most stories begin with. */
final class Files {
    /** group_wait 30 s, group_interval 5 m, repeat_interval 4 h. */
    static final String ONE_TEAM = """
            route: {receiver: team, group_by: [alertname]}
            receivers:
            - name: team
              webhook_configs:
              - url: http://team.example/
            """;

    private Files() {}

    /** One rule, evaluated each minute. */
    static String rule(String text) {
        return """
                groups:
                - name: web
                  interval: 1m
                  rules:
                """ + text.indent(2);
    }

    /** {@code Down: up == 0}, at once. */
    static final String DOWN = rule("""
            - alert: Down
              expr: up == 0
            """);

    /** {@code Slow: latency > 1} for two minutes. */
    static final String SLOW = rule("""
            - alert: Slow
              expr: latency > 1
              for: 2m
            """);
}
