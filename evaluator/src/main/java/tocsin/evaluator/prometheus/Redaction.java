package tocsin.evaluator.prometheus;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Takes known secrets out of texts that others wrote: some servers repeat the request in their errors. */
final class Redaction {
    /** Shorter texts occur by chance, and a secret of that length is none. */
    private static final int MIN_LENGTH = 4;

    private final List<String> secrets;

    Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .flatMap(Redaction::withCredential)
                .filter(secret -> secret.length() >= MIN_LENGTH)
                .distinct()
                .toList();
    }

    /** {@code Bearer abc} may come back as {@code abc}. */
    private static Stream<String> withCredential(String secret) {
        return Stream.of(secret, secret.substring(secret.lastIndexOf(' ') + 1));
    }

    String of(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "<secret>");
        }
        return redacted;
    }
}
