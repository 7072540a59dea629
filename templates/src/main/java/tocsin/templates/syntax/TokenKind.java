package tocsin.templates.syntax;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@link Token} is. */
enum TokenKind {
    /** What cannot be read on; the token's text is the reason. */
    ERROR,
    END_OF_TEXT,
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    BOOL,
    NUMBER,
    /** A sum such as {@code 1+2i}. */
    COMPLEX,
    CHARACTER_CONSTANT,
    STRING,
    RAW_STRING,
    /** A printable ASCII character that means nothing else, e.g. a comma. */
    CHARACTER,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    FIELD,
    IDENTIFIER,
    VARIABLE,
    DOT("."),
    NIL("nil"),
    BLOCK("block"),
    BREAK("break"),
    CONTINUE("continue"),
    DEFINE("define"),
    ELSE("else"),
    END("end"),
    IF("if"),
    RANGE("range"),
    TEMPLATE("template"),
    WITH("with");

    private static final Map<String, TokenKind> KEYWORDS = Arrays.stream(values())
            .filter(kind -> kind.keyword != null)
            .collect(Collectors.toUnmodifiableMap(kind -> String.valueOf(kind.keyword), Function.identity()));

    private final @Nullable String keyword;

    TokenKind() {
        this.keyword = null;
    }

    TokenKind(String keyword) {
        this.keyword = keyword;
    }

    boolean isKeyword() {
        return keyword != null;
    }

    /** Null for a word that is none. */
    static @Nullable TokenKind ofKeyword(String word) {
        return KEYWORDS.get(word);
    }
}
