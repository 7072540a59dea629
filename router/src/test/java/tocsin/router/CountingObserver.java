package tocsin.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.router.group.SuppressionReason;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.Silence;

/** Remembers what it was told, one line each. */
public final class CountingObserver implements RouterObserver {
    public final List<String> seen = new ArrayList<>();

    public long count(String line) {
        return seen.stream().filter(line::equals).count();
    }

    @Override
    public void alertsReceived(int firing, int resolved) {
        seen.add("received firing=" + firing + " resolved=" + resolved);
    }

    @Override
    public void alertsInvalid(int count) {
        seen.add("invalid " + count);
    }

    @Override
    public void alertsLimited(int count) {
        seen.add("limited " + count);
    }

    @Override
    public void notified(IntegrationId integration) {
        seen.add("notified " + integration);
    }

    @Override
    public void notificationFailed(IntegrationId integration, FailureReason reason) {
        seen.add("failed " + integration + " " + reason.label());
    }

    @Override
    public void requested(IntegrationId integration, Duration latency, boolean failed) {
        seen.add("requested " + integration + " " + latency + (failed ? " failed" : ""));
    }

    @Override
    public void suppressed(SuppressionReason reason, int alerts) {
        seen.add("suppressed " + reason.label() + " " + alerts);
    }

    @Override
    public void stateWriteFailed(Throwable cause) {
        seen.add("state write failed");
    }

    @Override
    public void silenceChanged(AuditRecord change) {
        String before = change.before() == null ? "" : change.before().comment();
        String after = change.after() == null ? "" : change.after().comment();
        seen.add("silence "
                + switch (change.action()) {
                    case CREATED -> "created " + after;
                    case UPDATED -> "updated " + before + " > " + after;
                    case REPLACED -> "replaced " + before + " > " + after;
                    case EXPIRED -> "expired " + before;
                    case REFUSED -> "refused " + after;
                    case FORGOTTEN -> "forgotten " + before;
                });
    }

    @Override
    public void silenceUnusable(Silence silence) {
        seen.add("silence unusable " + silence.comment());
    }

    @Override
    public void alertsProcessed(int alerts, Duration took) {
        seen.add("processed " + alerts);
    }
}
