package tocsin.rules.promql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.LabelNames;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.RegexBudget;

/** Selectors in braces, and lists of labels in parentheses. */
final class SelectorParser {
    private static final String IN_MATCHERS = "label matching";
    private static final String IN_GROUPING = "grouping opts";
    private static final Set<TokenKind> MATCH_OPERATORS =
            EnumSet.of(TokenKind.EQUAL, TokenKind.NOT_EQUAL, TokenKind.REGEX, TokenKind.NOT_REGEX);

    private final TokenStream tokens;
    private final Complaints complaints;
    private final TypeCheck types;

    SelectorParser(TokenStream tokens, Complaints complaints, TypeCheck types) {
        this.tokens = tokens;
        this.complaints = complaints;
        this.types = types;
    }

    /** A metric name that has been taken, and matchers when braces follow. */
    VectorSelector named(Token name) {
        List<Matcher> matchers = tokens.at(TokenKind.LEFT_BRACE) ? matchers() : List.of();
        return checked(name.text(), matchers, name.start());
    }

    VectorSelector unnamed() {
        int start = tokens.peek().start();
        return checked(null, matchers(), start);
    }

    private VectorSelector checked(@Nullable String name, List<Matcher> matchers, int start) {
        VectorSelector selector = new VectorSelector(name, matchers, TimeModifiers.NONE);
        types.selector(selector, start);
        return selector;
    }

    private List<Matcher> matchers() {
        tokens.expect(TokenKind.LEFT_BRACE);
        List<Matcher> matchers = new ArrayList<>();
        RegexBudget budget = new RegexBudget();
        boolean more = !tokens.at(TokenKind.RIGHT_BRACE);
        while (more) {
            matcher(matchers, budget);
            more = tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_BRACE);
        }
        tokens.expect(TokenKind.RIGHT_BRACE, IN_MATCHERS, "\",\" or \"}\"");
        return matchers;
    }

    private void matcher(List<Matcher> matchers, RegexBudget budget) {
        if (!tokens.at(TokenKind.IDENTIFIER) && !tokens.at(TokenKind.STRING)) {
            throw tokens.unexpected(IN_MATCHERS, "identifier or \"}\"");
        }
        Token first = tokens.take();
        boolean quoted = first.is(TokenKind.STRING);
        String name = quoted ? StringSyntax.unquote(first.text()) : first.text();
        if (MATCH_OPERATORS.contains(tokens.peek().kind())) {
            Matcher.Op op = operator(tokens.take().kind());
            Token value = tokens.expect(TokenKind.STRING, IN_MATCHERS, "string");
            matchers.add(matcher(name, op, StringSyntax.unquote(value.text()), budget, first.start()));
        } else if (quoted) {
            matchers.add(new Matcher(Labels.METRIC_NAME, Matcher.Op.EQUAL, name));
        } else {
            throw tokens.unexpected(IN_MATCHERS, "label matching operator");
        }
    }

    private static Matcher matcher(String name, Matcher.Op op, String value, RegexBudget budget, int start) {
        try {
            return budget.take(new Matcher(name, op, value));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(start, String.valueOf(e.getMessage()));
        }
    }

    private static Matcher.Op operator(TokenKind kind) {
        return switch (kind) {
            case EQUAL -> Matcher.Op.EQUAL;
            case NOT_EQUAL -> Matcher.Op.NOT_EQUAL;
            case REGEX -> Matcher.Op.REGEX;
            case NOT_REGEX -> Matcher.Op.NOT_REGEX;
            default -> throw new IllegalArgumentException("no match operator: " + kind);
        };
    }

    /** {@code (a, "b.c",)}. */
    List<String> labels() {
        tokens.expect(TokenKind.LEFT_PAREN, IN_GROUPING, "\"(\"");
        List<String> labels = new ArrayList<>();
        boolean more = !tokens.at(TokenKind.RIGHT_PAREN);
        while (more) {
            labels.add(label());
            more = tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_PAREN);
        }
        tokens.expect(TokenKind.RIGHT_PAREN, IN_GROUPING, "\",\" or \")\"");
        return labels;
    }

    private String label() {
        Token token = tokens.peek();
        boolean quoted = token.is(TokenKind.STRING);
        if (!quoted && !isLabelWord(token)) {
            throw tokens.unexpected(IN_GROUPING, "label");
        }
        tokens.take();
        String label = quoted ? StringSyntax.unquote(token.text()) : token.text();
        if (!LabelNames.UTF8.isValid(label)) {
            complaints.syntax(token.start(), "invalid label name for grouping: \"%s\"".formatted(label));
        }
        return label;
    }

    /** Names and nearly all keywords; {@code without} is refused by Prometheus too. */
    private static boolean isLabelWord(Token token) {
        return switch (token.kind().family()) {
            case NAME, AGGREGATOR -> true;
            case KEYWORD -> !token.is(TokenKind.WITHOUT);
            case OPERATOR -> Lexer.isLetter(token.text().charAt(0));
            case LITERAL, OTHER -> false;
        };
    }
}
