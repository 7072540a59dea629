package tocsin.server.webconfig;

/** Whether a password is the one that a hash was made of. Slow on purpose: never on an event loop. */
interface PasswordComparison {
    boolean matches(byte[] password, PasswordHash hash);
}
