package tocsin.router.silence;

/** Where a silence stands at one instant; computed, never stored. */
public enum SilenceState {
    PENDING,
    ACTIVE,
    EXPIRED
}
