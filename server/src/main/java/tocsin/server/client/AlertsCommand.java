package tocsin.server.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin alerts}: without another word it is the query. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the alerts of a running server, as `amtool alert query`, or adds one.",
        subcommands = {AlertsCommand.Query.class, AlertsAddCommand.class})
public final class AlertsCommand implements Callable<Integer> {
    @Mixin
    private AlertsListing listing = new AlertsListing();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        return listing.show(spec);
    }

    /** {@code tocsin alerts query}. */
    @Command(
            name = "query",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Shows the alerts of a running server, as `amtool alert query`.")
    static final class Query implements Callable<Integer> {
        @Mixin
        private AlertsListing listing = new AlertsListing();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            return listing.show(spec);
        }
    }
}
