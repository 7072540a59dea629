package tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tocsin.server.transport.HttpLimits;

/** The command line as far as it needs no server. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_version_is_a_name_and_a_number() {
        assertThat(execute("--version")).isEqualTo(0);
        assertThat(out.toString()).startsWith("tocsin, version ");
    }

    @Test
    void without_a_command_it_is_2_and_the_commands_are_named() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "name a command: run, demo, check, routes, time-intervals, template, alerts, silence, explain, notify or state",
                        "Usage: tocsin");
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource({
        "rum, run",
        "run --config.fil=x, --config.file",
        "run --datasource.urls=x, --datasource.url",
        "check rule, rules",
        "silence ad, add",
        "silence add --coment=x A, --comment"
    })
    void what_is_misspelt_is_2_with_a_hint(String line, String hint) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("Did you mean|Possible solutions")
                .contains(hint);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "demo --help",
                "check --help",
                "check rules --help",
                "check config --help",
                "check web-config --help",
                "routes --help",
                "routes show --help",
                "routes test --help",
                "time-intervals --help",
                "state --help",
                "state info --help",
                "state verify --help",
                "state export --help",
                "state import --help",
                "time-intervals test --help",
                "template --help",
                "template render --help",
                "alerts --help",
                "alerts query --help",
                "alerts add --help",
                "silence --help",
                "silence add --help",
                "silence query --help",
                "silence update --help",
                "silence expire --help",
                "silence export --help",
                "silence import --help",
                "run -h"
            })
    void every_command_has_help(String line) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(0);
        assertThat(out.toString()).startsWith("Usage: tocsin");
    }

    /** Switches are off by default and need no words for it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "run",
                "demo",
                "check rules",
                "check config",
                "check web-config",
                "routes show",
                "routes test",
                "time-intervals test",
                "template render",
                "alerts",
                "alerts query",
                "alerts add",
                "silence add",
                "silence query",
                "silence update",
                "silence expire",
                "silence export",
                "silence import"
            })
    void every_option_that_takes_a_value_tells_its_default(String line) {
        CommandLine command = Main.commandLine();
        for (String name : line.split(" ", -1)) {
            command = command.getSubcommands().get(name);
        }

        List<OptionSpec> options = command.getCommandSpec().options();

        assertThat(options)
                .filteredOn(option -> !option.hidden() && option.arity().max() > 0)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(String.join(" ", option.description()))
                        .as(option.longestName())
                        .contains("Default: "));
    }

    @Test
    void the_defaults_in_the_help_are_as_they_are_typed() {
        execute("run", "--help");

        assertThat(out.toString())
                .contains("Default: prometheus", "Default: info", "Default: logfmt", "Default: 1m", "Default: 120h")
                .doesNotContain("PROMETHEUS", "DEFAULT-VALUE", "PT1M");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--config.file",
                "--rules",
                "--rules.dialect",
                "--rules.alert.resend-delay",
                "--rules.error-alert-after",
                "--datasource.url",
                "--datasource.config.file",
                "--datasource.external-url",
                "--datasource.timeout",
                "--datasource.max-concurrency",
                "--evaluation.interval",
                "--evaluation.query-offset",
                "--external-label",
                "--notifier.url",
                "--storage.path",
                "--data.retention",
                "--history.retention",
                "--web.listen-address",
                "--web.config.file",
                "--web.external-url",
                "--web.route-prefix",
                "--web.cors.origin",
                "--web.get-concurrency",
                "--web.systemd-socket",
                "--web.timeout",
                "--web.read-timeout",
                "--web.write-timeout",
                "--web.idle-timeout",
                "--web.max-connections",
                "--web.max-request-line-bytes",
                "--web.max-header-bytes",
                "--web.max-header-fields",
                "--web.max-body-bytes",
                "--web.max-buffered-bytes",
                "--log.level",
                "--log.format",
                "--dry-run",
                "--enable-feature",
                "--alerts.gc-interval",
                "--alerts.per-alertname-limit",
                "--dispatch.maintenance-interval",
                "--dispatch.start-delay",
                "--data.maintenance-interval",
                "--silences.max-silences",
                "--silences.max-silence-size-bytes",
                "--silences.min-matchers",
                "--silences.max-duration",
                "--silences.author",
                "--silences.audit-records",
                "--log.silences",
                "--no-log.silences",
                "--cluster.listen-address",
                "--cluster.advertise-address",
                "--cluster.peer",
                "--cluster.peer-name",
                "--cluster.label",
                "--cluster.peer-timeout",
                "--cluster.peers-resolve-timeout",
                "--cluster.gossip-interval",
                "--cluster.pushpull-interval",
                "--cluster.tcp-timeout",
                "--cluster.probe-timeout",
                "--cluster.probe-interval",
                "--cluster.settle-timeout",
                "--cluster.reconnect-interval",
                "--cluster.reconnect-timeout",
                "--cluster.tls-config"
            })
    void run_takes_the_option(String name) {
        assertThat(Main.commandLine()
                        .getSubcommands()
                        .get("run")
                        .getCommandSpec()
                        .findOption(name))
                .isNotNull();
    }

    @ParameterizedTest(name = "`{0}`: {1}")
    @CsvSource({"'', true", "--log.silences, true", "--no-log.silences, false"})
    void changes_of_silences_are_logged_unless_they_shall_not(String flag, boolean logs) {
        RunOptions options = flag.isEmpty() ? options() : options(flag);

        assertThat(options.logsSilences()).isEqualTo(logs);
    }

    @Test
    void flags_of_a_unit_file_of_Alertmanager_are_taken() {
        CommandLine.ParseResult parsed = Main.commandLine()
                .parseArgs(
                        "run",
                        "--cluster.listen-address=",
                        "--cluster.peer=a:9094",
                        "--cluster.peer=b:9094",
                        "--log.silences",
                        "--web.timeout=5s",
                        "--enable-feature=receiver-name-in-metrics,utf8-strict-mode");

        assertThat(parsed.subcommand().hasMatchedOption("--cluster.peer")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    --silences.min-matchers=0                     | --silences.min-matchers must be at least 1
                    --silences.audit-records=-1                   | --silences.audit-records cannot be negative; 0 is none
                    --enable-feature=utf8-strict-mod              | --enable-feature: `utf8-strict-mod` is unknown; did you mean `utf8-strict-mode`?
                    --enable-feature=classic-mode,utf8-strict-mode | --enable-feature: classic-mode and utf8-strict-mode exclude each other
                    --web.listen-address=9093                     | `9093` is not an address to listen on; write HOST:PORT, [IPV6]:PORT or :PORT
                    --datasource.url=localhost:9090               | --datasource.url: not a URL with http or https and a host; write e.g. http://localhost:9090
                    --datasource.url=ftp://user:secret@x          | --datasource.url: not a URL with http or https and a host; write e.g. http://localhost:9090
                    --notifier.url=/x                             | --notifier.url: not a URL with http or https and a host; write e.g. http://localhost:9090
                    --evaluation.interval=0s                      | --evaluation.interval must be longer than 0s
                    --datasource.timeout=0s                       | --datasource.timeout must be longer than 0s
                    --alerts.gc-interval=0s                       | --alerts.gc-interval must be longer than 0s
                    --external-label=__name__=x                   | --external-label: `__name__` is not a label name
                    --datasource.max-concurrency=0                | --datasource.max-concurrency must be at least 1
                    --web.external-url=ftp://x/                   | --web.external-url: not a URL with http or https and a host; write e.g. http://localhost:9090
                    --web.external-url=tocsin.example.com         | --web.external-url: not a URL with http or https and a host; write e.g. http://localhost:9090
                    --web.get-concurrency=-1                      | --web.get-concurrency cannot be negative; 0 is the number of cores, but at least 8
                    --web.max-connections=0                       | --web.max-connections must be at least 1
                    --web.max-header-fields=0                     | --web.max-header-fields must be at least 1
                    --web.max-buffered-bytes=-1                   | --web.max-buffered-bytes cannot be negative; 0 is an eighth of the heap
                    --web.read-timeout=0s                         | --web.read-timeout must be longer than 0s
                    --web.write-timeout=0s                        | --web.write-timeout must be longer than 0s
                    --web.idle-timeout=0s                         | --web.idle-timeout must be longer than 0s
                    --web.config.file=                            | --web.config.file is empty; name the file, or leave the option out
                    """)
    void what_an_option_may_be_is_said(String argument, String message) {
        RunOptions options = options(argument);

        assertThatThrownBy(options::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(execute("run", argument)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "--evaluation.interval=5 min",
                "--evaluation.interval=30",
                "--data.retention=-1h",
                "--rules.dialect=loki",
                "--log.format=xml",
                "--log.level=loud",
                "--datasource.max-series=many",
                "--datasource.partial-response=perhaps",
                "--external-label=team"
            })
    void what_cannot_be_read_is_2_and_names_the_option(String argument) {
        assertThat(execute("run", argument)).isEqualTo(2);
        assertThat(err.toString()).contains(argument.substring(0, argument.indexOf('=')));
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                             | /
                    --web.external-url=http://x/                                   | /
                    --web.external-url=http://x/a/b/                               | /a/b
                    --web.external-url=http://x/a --web.route-prefix=/             | /
                    --web.route-prefix=tocsin                                      | /tocsin
                    --web.route-prefix=//tocsin//                                  | /tocsin
                    """)
    void the_route_prefix_is_the_path_of_the_external_url_unless_it_is_given(String arguments, String prefix) {
        assertThat(options(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1))
                        .web
                        .effectiveRoutePrefix())
                .isEqualTo(prefix);
    }

    @Test
    void with_another_Alertmanager_and_no_routing_configuration_it_only_evaluates() {
        assertThat(options().routes()).isTrue();
        assertThat(options("--notifier.url=http://am:9093").routes()).isFalse();
        assertThat(options("--notifier.url=http://am:9093", "--config.file=a.yml")
                        .routes())
                .isTrue();
    }

    @Test
    void limits_of_HTTP_that_are_not_given_are_those_of_this_machine() {
        assertThat(options().web.limits()).isEqualTo(HttpLimits.DEFAULTS);
        assertThat(options("--web.get-concurrency=3", "--web.timeout=1m30s", "--web.max-body-bytes=7")
                        .web
                        .limits())
                .satisfies(limits -> {
                    assertThat(limits.gets()).isEqualTo(3);
                    assertThat(limits.patience().handling()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(limits.sizes().bodyBytes()).isEqualTo(7);
                });
    }

    @Test
    void an_origin_is_matched_as_a_whole() {
        assertThat(options().web.corsOrigins()).isNull();
        assertThat(options("--web.cors.origin=https?://a[.]b").web.corsOrigins())
                .satisfies(origins -> {
                    assertThat(origins.matches("http://a.b")).isTrue();
                    assertThat(origins.matches("http://a.b.evil")).isFalse();
                    assertThat(origins.matches("x http://a.b")).isFalse();
                });
        assertThatThrownBy(() -> options("--web.cors.origin=(").check()).hasMessageStartingWith("--web.cors.origin: ");
    }

    private static RunOptions options(String... arguments) {
        RunOptions options = new RunOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
