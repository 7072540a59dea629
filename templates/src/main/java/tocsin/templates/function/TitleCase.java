package tocsin.templates.function;

import tocsin.templates.value.BoundedText;

/** Capitals at the start of words, where words end as Unicode says. Used once. */
final class TitleCase {
    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final char SIGMA = '\u03C3';
    private static final char FINAL_SIGMA = '\u03C2';
    private static final int CAPITAL_I_WITH_DOT = 0x130;
    /** How far a final sigma looks ahead. */
    private static final int MOST_IGNORABLE = 31;

    private final BoundedText out;
    private final String text;
    private final boolean lowerRest;
    private int at;
    private boolean inWord;

    private TitleCase(BoundedText out, String text, boolean lowerRest) {
        this.out = out;
        this.text = text;
        this.lowerRest = lowerRest;
    }

    /** @param lowerRest other letters than the first of a word become small */
    static String of(BoundedText out, String text, boolean lowerRest) {
        new TitleCase(out, text, lowerRest).write();
        return out.toString();
    }

    private void write() {
        boolean afterMiddle = false;
        while (at < text.length()) {
            int point = take();
            boolean middle = CharacterClasses.isMiddle(point);
            if (afterMiddle && middle) {
                inWord = false;
            }
            write(point);
            afterMiddle = middle;
        }
    }

    private int take() {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    private void write(int point) {
        if (!CharacterClasses.isCased(point)) {
            out.appendCodePoint(point);
            inWord = inWord && !CharacterClasses.isBreak(point);
        } else if (!inWord) {
            writeTitle(point);
            inWord = true;
        } else if (lowerRest) {
            writeLower(point);
        } else {
            out.appendCodePoint(point);
        }
    }

    private void writeTitle(int point) {
        String special = CharacterClasses.specialTitle(point);
        if (special == null) {
            out.appendCodePoint(Character.toTitleCase(point));
        } else {
            out.append(special);
        }
    }

    private void writeLower(int point) {
        if (point == CAPITAL_SIGMA) {
            writeSigma();
        } else if (point == CAPITAL_I_WITH_DOT) {
            out.append("i\u0307");
        } else {
            out.appendCodePoint(Character.toLowerCase(point));
        }
    }

    /** Final unless a letter follows, marks aside. */
    private void writeSigma() {
        int ahead = at;
        for (int i = 0; i <= MOST_IGNORABLE && ahead < text.length(); i++) {
            int next = text.codePointAt(ahead);
            if (!CharacterClasses.isIgnorable(next)) {
                out.append(CharacterClasses.isCased(next) ? SIGMA : FINAL_SIGMA);
                return;
            }
            ahead += Character.charCount(next);
        }
        out.append(FINAL_SIGMA);
    }
}
