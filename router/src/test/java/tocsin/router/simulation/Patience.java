package tocsin.router.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.simulation.ExpectedGroup.Ref;
import tocsin.router.simulation.Tally.Obligation;

/**
 * The promise to whoever is on call, with no regard to flushes: who is entitled to know that an alert fires (it is routed to
 * him, not muted, his integrations work) without a break for {@code group_wait} and {@code group_interval} together, was told
 * since. Everything begins anew with a reload, a restart, a jump of the clock and a failing integration.
 */
final class Patience {
    private final Trace trace;
    private final Tally tally;
    private final Map<Claim, Long> since = new HashMap<>();
    private final Set<Claim> told = new HashSet<>();

    /** @param bound how long one may have to wait */
    record Claim(Ref group, IntegrationId integration, Labels alert, Duration bound) {
        private boolean concerns(Ref ref, Set<Labels> alerts) {
            return group.equals(ref) && alerts.contains(alert);
        }
    }

    Patience(Trace trace, Tally tally) {
        this.trace = trace;
        this.tally = tally;
    }

    void startAnew() {
        since.clear();
    }

    /** A flush found them muted or resolved: if they are entitled again they are told with a later one. */
    void interrupted(Ref group, Set<Labels> alerts) {
        if (!alerts.isEmpty()) {
            since.keySet().removeIf(claim -> claim.concerns(group, alerts));
        }
    }

    void told(Ref group, IntegrationId integration, Ledger.Batch batch) {
        told.removeIf(claim -> claim.integration().equals(integration) && claim.concerns(group, batch.resolved()));
        batch.firing().forEach(alert -> told.add(new Claim(group, integration, alert, Duration.ZERO)));
    }

    void look(long now, Set<Claim> entitled) {
        since.keySet().retainAll(entitled);
        for (Claim claim : entitled) {
            long waited = now - since.computeIfAbsent(claim, first -> now);
            if (waited > claim.bound().toNanos()) {
                judge(claim, waited);
            }
        }
    }

    private void judge(Claim claim, long waited) {
        tally.count(Obligation.PATIENCE);
        if (!told.contains(new Claim(claim.group(), claim.integration(), claim.alert(), Duration.ZERO))) {
            trace.finding("(a) %s waits for %s since %s"
                    .formatted(claim.integration(), claim.alert(), Duration.ofNanos(waited)));
        }
    }
}
