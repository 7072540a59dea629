package tocsin.evaluator.query;

import java.util.Objects;

/** Why a query has no result. The message is for people and holds no secret. */
public final class QueryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a person or a retry would do about it. */
    public enum Kind {
        /** The data source refuses the query itself (HTTP 400, bad_data): the rule has to be changed. */
        BAD_QUERY,
        /** The query failed while it ran (422, execution): many-to-many, its limits. */
        EXECUTION,
        /** The query ran out of time, there or here. */
        TIMEOUT,
        /** Not reachable: no connection, DNS, TLS, connection cut. */
        UNREACHABLE,
        /** Reached, but it cannot answer now: 5xx, not ready, 429. */
        UNAVAILABLE,
        /** Credentials or tenant missing: 401, 403. */
        UNAUTHORIZED,
        /** Not a Prometheus API: HTML, unparsable JSON, half a body, 404. */
        BAD_ANSWER,
        /** Answer greater than the configured bytes or series. */
        TOO_LARGE,
        /** Matrix or string where a rule needs a vector or scalar. */
        WRONG_TYPE,
        /** Given up because of reload or shutdown. */
        CANCELED
    }

    private final Kind kind;

    public QueryFailure(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public QueryFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
