package tocsin.notifiers.email;

import tocsin.notifiers.Truncation;

/** Text from elsewhere, in messages for people. */
final class OneLine {
    private static final int LONGEST = 1024;

    private OneLine() {}

    /** Without line ends and other control characters, at most 1,024 code points. */
    static String of(String text) {
        return Truncation.toCodePoints(text.strip().replaceAll("\\p{Cntrl}+", " "), LONGEST);
    }
}
