package tocsin.rules.promql;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an expression, by the order in which Prometheus reports it: the first mistake in its writing, or
 * else the first in its types.
 */
final class Complaints {
    private record Complaint(int offset, String message) {}

    private @Nullable Complaint syntax;
    private @Nullable Complaint type;

    /** A mistake after which the parser can go on. */
    void syntax(int offset, String message) {
        if (syntax == null) {
            syntax = new Complaint(offset, message);
        }
    }

    void type(int offset, String message) {
        if (type == null) {
            type = new Complaint(offset, message);
        }
    }

    /** Null when there is none. */
    @Nullable
    PromqlError first(String text) {
        Complaint first = syntax != null ? syntax : type;
        return first == null ? null : at(text, first);
    }

    private static PromqlError at(String text, Complaint complaint) {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < complaint.offset; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new PromqlError(line, text.codePointCount(lineStart, complaint.offset) + 1, complaint.message);
    }
}
