package tocsin.router.ingest;

/** Counts what comes in. */
public interface IntakeObserver {
    /** Before validation, as {@code alertmanager_alerts_received_total} counts. */
    void alertsReceived(int firing, int resolved);

    /** {@code alertmanager_alerts_invalid_total}. */
    void alertsInvalid(int count);

    /** {@code alertmanager_alerts_limited_total}. */
    void alertsLimited(int count);
}
