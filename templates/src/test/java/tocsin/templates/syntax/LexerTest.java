package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            plain                   ; TEXT@0
            a}}b                    ; TEXT@0
            {{.A}}                  ; LEFT_DELIMITER@0 FIELD@2 RIGHT_DELIMITER@4
            {{ . }}                 ; LEFT_DELIMITER@0 SPACE@2 DOT@3 SPACE@4 RIGHT_DELIMITER@5
            {{.A.B}}                ; LEFT_DELIMITER@0 FIELD@2 FIELD@4 RIGHT_DELIMITER@6
            {{$x.A}}                ; LEFT_DELIMITER@0 VARIABLE@2 FIELD@4 RIGHT_DELIMITER@6
            {{$x:=1}}               ; LEFT_DELIMITER@0 VARIABLE@2 DECLARE@4 NUMBER@6 RIGHT_DELIMITER@7
            {{'a'"b"`c`}}           ; LEFT_DELIMITER@0 CHARACTER_CONSTANT@2 STRING@5 RAW_STRING@8 RIGHT_DELIMITER@11
            {{(true|f)}}            ; LEFT_DELIMITER@0 LEFT_PARENTHESIS@2 BOOL@3 PIPE@7 IDENTIFIER@8 RIGHT_PARENTHESIS@9 RIGHT_DELIMITER@10
            a{{/* b */}}c           ; TEXT@0 TEXT@12
            a {{- /* b */ -}} c     ; TEXT@0 TEXT@18
            a {{- 1 -}} b           ; TEXT@0 LEFT_DELIMITER@2 NUMBER@6 RIGHT_DELIMITER@9 TEXT@12
            {{1  -}} b              ; LEFT_DELIMITER@0 NUMBER@2 SPACE@3 RIGHT_DELIMITER@6 TEXT@9
            a {{-3}} b              ; TEXT@0 LEFT_DELIMITER@2 NUMBER@4 RIGHT_DELIMITER@6 TEXT@8
            {{1+2i}}                ; LEFT_DELIMITER@0 COMPLEX@2 RIGHT_DELIMITER@6
            {{,}}                   ; LEFT_DELIMITER@0 CHARACTER@2 RIGHT_DELIMITER@3
            """)
    void cuts_a_text_into_tokens(String text, String expected) {
        assertThat(kinds(text, true)).isEqualTo(expected + " END_OF_TEXT@" + text.length());
    }

    @Test
    void break_and_continue_are_words_where_functions_have_their_names() {
        assertThat(kinds("{{break}}{{continue}}", true)).contains("BREAK", "CONTINUE");
        assertThat(kinds("{{break}}{{continue}}", false)).doesNotContain("BREAK", "CONTINUE");
    }

    private static String kinds(String text, boolean keywords) {
        return tokens(text, keywords).stream()
                .map(token -> token.kind() + "@" + token.offset())
                .collect(Collectors.joining(" "));
    }

    private static List<Token> tokens(String text, boolean keywords) {
        Lexer lexer = new Lexer(text, keywords, keywords);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.get(tokens.size() - 1).kind() != TokenKind.END_OF_TEXT);
        return tokens;
    }
}
