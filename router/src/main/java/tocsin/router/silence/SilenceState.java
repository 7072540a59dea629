package tocsin.router.silence;

/** Where a silence stands at one instant; computed, never stored. */
public enum SilenceState {
    PENDING,
    ACTIVE,
    /** Over; or of no effect at all, because its matchers cannot be used, see {@link Silence#defect}. */
    EXPIRED
}
