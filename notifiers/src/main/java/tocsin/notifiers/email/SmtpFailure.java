package tocsin.notifiers.email;

import java.time.Duration;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;

/** Why a mail did not go out. */
final class SmtpFailure extends Exception {
    private static final long serialVersionUID = 1;
    private static final int CLOSING = 421;
    private static final int TOO_LARGE = 552;
    private static final int LOST = -1;

    private final boolean retryable;
    /** Of the server's answer; 0 when there was none of importance, {@link #LOST} when the connection was. */
    private final int code;

    private SmtpFailure(boolean retryable, int code, String message) {
        super(message, null, false, false);
        this.retryable = retryable;
        this.code = code;
    }

    /** @param message for people; holds no secret */
    static SmtpFailure temporary(String message) {
        return new SmtpFailure(true, 0, message);
    }

    /** @param message for people; holds no secret */
    static SmtpFailure permanent(String message) {
        return new SmtpFailure(false, 0, message);
    }

    /** The connection, or the answer, did not come. */
    static SmtpFailure lost(String message) {
        return new SmtpFailure(true, LOST, message);
    }

    /** @param message with the answer, whose first digit tells whether another attempt is of use */
    static SmtpFailure answered(int code, String message) {
        return new SmtpFailure(code / 100 != 5, code, message);
    }

    SmtpFailure at(Smarthost server) {
        return saying(server + ": " + getMessage());
    }

    /** The same with another message. */
    SmtpFailure saying(String message) {
        return new SmtpFailure(retryable, code, message);
    }

    /** Whether the session has come to its end, which says nothing of the mail. */
    boolean endsSession() {
        return code == LOST || code == CLOSING;
    }

    boolean isTooLarge() {
        return code == TOO_LARGE;
    }

    DeliveryResult result() {
        String message = String.valueOf(getMessage());
        return retryable
                ? new Retryable(FailureReason.OTHER, message, Duration.ZERO)
                : new Rejected(FailureReason.OTHER, message);
    }
}
