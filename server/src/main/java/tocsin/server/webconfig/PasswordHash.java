package tocsin.server.webconfig;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.http.Secret;

/** A bcrypt hash in its usual text form, {@code $2y$10$} and 53 characters. Its {@link #toString} shows nothing. */
final class PasswordHash {
    private static final Pattern PREFIX = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$.*", Pattern.DOTALL);
    private static final Pattern REST = Pattern.compile("[./A-Za-z0-9]{53}");
    private static final int PREFIX_LENGTH = 7;
    private static final int LENGTH = 60;
    private static final int LEAST_COST = 4;
    private static final int GREATEST_COST = 31;

    private final String text;
    private final int cost;

    private PasswordHash(String text, int cost) {
        this.text = text;
        this.cost = cost;
    }

    /** @throws IllegalArgumentException when the text is no such hash; the message repeats nothing of it */
    static PasswordHash parse(String text) {
        Matcher prefix = PREFIX.matcher(text);
        if (!prefix.matches()) {
            throw new IllegalArgumentException(
                    "not a bcrypt hash, which begins with `$2a$`, `$2b$` or `$2y$` and a cost of two digits; write what"
                            + " `htpasswd -nBC 10 USER` prints behind the colon");
        }
        int cost = Integer.parseInt(prefix.group(1));
        if (cost < LEAST_COST || cost > GREATEST_COST) {
            throw new IllegalArgumentException(
                    "the bcrypt hash has the cost %02d; make a new one with a cost from 04 to 31, e.g. 10"
                            .formatted(cost));
        }
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "the bcrypt hash has %d characters instead of 60; copy it whole, without blanks"
                            .formatted(text.length()));
        }
        if (!REST.matcher(text.substring(PREFIX_LENGTH)).matches()) {
            throw new IllegalArgumentException(
                    "the bcrypt hash has a character that none has (letters, digits, `.` and `/`); copy it again");
        }
        return new PasswordHash(text, cost);
    }

    /** The hash itself: to compare with, never for a message. */
    String reveal() {
        return text;
    }

    /** Each step doubles the work: 10 takes about 70 ms. */
    int cost() {
        return cost;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PasswordHash hash && text.equals(hash.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    @Override
    public String toString() {
        return Secret.HIDDEN;
    }
}
