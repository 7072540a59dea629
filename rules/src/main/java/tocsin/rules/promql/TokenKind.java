package tocsin.rules.promql;

import org.jspecify.annotations.Nullable;

/** Kinds of tokens, with the words that error messages use for them. */
enum TokenKind {
    END_OF_INPUT(Family.OTHER, null),
    /** The lexer could not go on; the text of the token says why. */
    ERROR(Family.OTHER, null),
    IDENTIFIER(Family.NAME, "identifier"),
    METRIC_IDENTIFIER(Family.NAME, "metric identifier"),
    NUMBER(Family.LITERAL, "number"),
    DURATION(Family.LITERAL, "duration"),
    STRING(Family.LITERAL, "string"),
    LEFT_PAREN(Family.OTHER, null),
    RIGHT_PAREN(Family.OTHER, null),
    LEFT_BRACE(Family.OTHER, null),
    RIGHT_BRACE(Family.OTHER, null),
    LEFT_BRACKET(Family.OTHER, null),
    RIGHT_BRACKET(Family.OTHER, null),
    COMMA(Family.OTHER, null),
    COLON(Family.OTHER, null),
    EQUAL(Family.OTHER, null),
    NOT_EQUAL(Family.OPERATOR, null),
    REGEX(Family.OPERATOR, null),
    NOT_REGEX(Family.OPERATOR, null),
    AT(Family.OPERATOR, null),
    OPERATOR(Family.OPERATOR, null),
    AGGREGATOR(Family.AGGREGATOR, null),
    BOOL(Family.KEYWORD, null),
    BY(Family.KEYWORD, null),
    GROUP_LEFT(Family.KEYWORD, null),
    GROUP_RIGHT(Family.KEYWORD, null),
    IGNORING(Family.KEYWORD, null),
    OFFSET(Family.KEYWORD, null),
    ON(Family.KEYWORD, null),
    WITHOUT(Family.KEYWORD, null),
    START(Family.KEYWORD, null),
    END(Family.KEYWORD, null),
    STEP(Family.KEYWORD, null),
    RANGE(Family.KEYWORD, null),
    MIN_OF(Family.KEYWORD, null),
    MAX_OF(Family.KEYWORD, null),
    ANCHORED(Family.KEYWORD, null),
    SMOOTHED(Family.KEYWORD, null);

    enum Family {
        NAME,
        LITERAL,
        OPERATOR,
        AGGREGATOR,
        KEYWORD,
        OTHER
    }

    private final Family family;
    private final @Nullable String word;

    TokenKind(Family family, @Nullable String word) {
        this.family = family;
        this.word = word;
    }

    Family family() {
        return family;
    }

    @Nullable
    String word() {
        return word;
    }
}
