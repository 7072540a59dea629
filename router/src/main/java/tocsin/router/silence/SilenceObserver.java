package tocsin.router.silence;

/**
 * Told what becomes of silences: for the log ({@code --log.silences}), an audit, metrics. Called on the routing context
 * when the change is in force, which is before it is on disk; must be quick. Most observers care for some of it only.
 */
public interface SilenceObserver {
    default void silenceCreated(Silence silence) {}

    /** An edit under the same id. One that gets a new id is the end of the old silence and the creation of another. */
    default void silenceUpdated(Silence before, Silence after) {}

    /** Somebody ended it, or an edit replaced it. Time that passes its end is no event. */
    default void silenceExpired(Silence silence) {}

    /** It has outlived its retention and is gone. */
    default void silenceRemoved(Silence silence) {}

    /** {@code alertmanager_silences_matcher_compile_errors_total}: it came from the store with a {@link Silence.Defect}. */
    default void silenceUnusable(Silence silence) {}
}
