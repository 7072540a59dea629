package tocsin.server.demo.story;

/** What an alert is for who watches. */
enum AlertState {
    /** There is none. */
    INACTIVE,
    PENDING,
    FIRING,
    SILENCED,
    INHIBITED
}
