package tocsin.rules.promql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An expression. Immutable; two expressions are equal when they mean the same to the parser, whatever their layout, so
 * that parsing the printed form gives an equal expression.
 */
public sealed interface Expr
        permits NumberLiteral,
                StringLiteral,
                VectorSelector,
                MatrixSelector,
                SubqueryExpr,
                AggregateExpr,
                BinaryExpr,
                UnaryExpr,
                CallExpr,
                ParenExpr {
    ValueType type();

    /** Direct operands, left to right. */
    List<Expr> children();

    /** Appends the canonical form. */
    void print(StringBuilder target);

    /** The canonical form, as Prometheus prints it: one line, no comments, one way to space. */
    default String print() {
        StringBuilder target = new StringBuilder();
        print(target);
        return target.toString();
    }

    /** All vector selectors in it, those inside range selectors included, left to right. */
    default List<VectorSelector> selectors() {
        List<VectorSelector> selectors = new ArrayList<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Expr expr = open.pop();
            if (expr instanceof VectorSelector selector) {
                selectors.add(selector);
            }
            List<Expr> children = expr.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
        }
        return selectors;
    }
}
