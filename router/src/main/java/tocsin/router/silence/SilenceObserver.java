package tocsin.router.silence;

/**
 * Told what becomes of silences: for the log ({@code --log.silences}) and metrics. Called on the routing context when the
 * change is in force, which is before it is on disk; must be quick. Most observers care for some of it only.
 */
public interface SilenceObserver {
    /** A change or a refusal. Time that passes a silence's end is neither. */
    default void silenceChanged(AuditRecord change) {}

    /** {@code alertmanager_silences_matcher_compile_errors_total}: it came from the store with a {@link Silence.Defect}. */
    default void silenceUnusable(Silence silence) {}
}
