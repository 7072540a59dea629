package tocsin.router.silence;

import java.util.Objects;

/**
 * Who asks for a change, and from where; travels with the request, so that what is recorded is what was decided.
 *
 * @param user as authenticated; empty when nobody was
 * @param remoteAddress of the connection; empty when the change came by none
 * @param forwardedFor the {@code X-Forwarded-For} of the request, cut when it is long: a claim of the sender, which may be a lie; else
 *     empty
 */
public record ChangeOrigin(String user, String remoteAddress, String forwardedFor) {
    /** The process itself, e.g. when a retention is over. */
    public static final ChangeOrigin PROCESS = new ChangeOrigin("", "", "");

    private static final int FORWARDED_CHARACTERS = 200;

    public ChangeOrigin {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
        forwardedFor = AuditedSilence.cut(forwardedFor, FORWARDED_CHARACTERS);
    }
}
