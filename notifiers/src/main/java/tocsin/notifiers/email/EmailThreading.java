package tocsin.notifiers.email;

/** Whether the mails of a group hang together in a mailbox. */
public enum EmailThreading {
    OFF,
    /** A thread for each day. */
    DAILY,
    /** One thread for ever. */
    FOREVER
}
