package tocsin.server;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Alertmanager's flags that people have in their unit files and that have no effect here yet. */
final class AcceptedFlags {
    private static final Logger log = LoggerFactory.getLogger(AcceptedFlags.class);

    private static final List<String> NAMES = List.of(
            "--cluster.listen-address",
            "--cluster.advertise-address",
            "--cluster.peer-name",
            "--cluster.label",
            "--cluster.peer",
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
            "--cluster.tls-config",
            "--dispatch.maintenance-interval",
            "--web.systemd-socket");

    private AcceptedFlags() {}

    static void addTo(CommandSpec spec) {
        NAMES.forEach(name -> spec.addOption(OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..1")
                .hidden(true)
                .build()));
    }

    /** Says once, for each flag that was given, that it does nothing. */
    static void report(ParseResult parsed) {
        for (String name : NAMES) {
            if (parsed.hasMatchedOption(name)) {
                log.atWarn().addKeyValue("flag", name).log("This flag is accepted but has no effect in this version");
            }
        }
    }
}
