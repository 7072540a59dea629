package tocsin.server.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of silences as clients write them: UUIDs in either case, with or without dashes. */
final class SilenceId {
    private static final Pattern UUID = Pattern.compile(
            "(\\p{XDigit}{8})(-?)(\\p{XDigit}{4})\\2(\\p{XDigit}{4})\\2(\\p{XDigit}{4})\\2(\\p{XDigit}{12})");

    private SilenceId() {}

    /** In the form of the store. @throws ApiFailure when it is not a UUID */
    static String parse(String text) {
        if (!UUID.matcher(text).matches()) {
            throw ApiFailure.unprocessable(601, "silenceID in path must be of type uuid: \"%s\"".formatted(text));
        }
        return normal(text);
    }

    /** In the form of the store, if it is a UUID; else as it is, and there will be no such silence. */
    static String normal(String text) {
        Matcher uuid = UUID.matcher(text);
        return uuid.matches() ? uuid.replaceFirst("$1-$3-$4-$5-$6").toLowerCase(Locale.ROOT) : text;
    }
}
