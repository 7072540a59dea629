package tocsin.notifiers.email;

import java.util.List;
import java.util.Objects;

/**
 * What is handed to a mail server.
 *
 * @param sender an address
 * @param recipients addresses; never empty
 * @param content the whole message
 * @param brief the message when the server finds the whole one too large
 * @param notes what was not as configured
 */
record Mail(String sender, List<String> recipients, Message content, Message brief, List<String> notes) {
    Mail {
        Objects.requireNonNull(sender, "sender");
        recipients = List.copyOf(recipients);
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(brief, "brief");
        notes = List.copyOf(notes);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a mail needs a recipient");
        }
    }
}
