package tocsin.evaluator.prometheus;

import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.http.HttpFailure;

/** What failures of the exchange mean for the query. */
final class HttpFailures {
    private HttpFailures() {}

    /** @param timeIsOver whether the time of the query is over, not only that of a connection attempt */
    static QueryFailure translate(Endpoint endpoint, HttpFailure failure, boolean timeIsOver) {
        if (failure.kind() == HttpFailure.Kind.READER && failure.getCause() instanceof QueryFailure read) {
            return new QueryFailure(read.kind(), endpoint + ": " + read.getMessage(), read);
        }
        return new QueryFailure(kindOf(failure, timeIsOver), String.valueOf(failure.getMessage()), failure);
    }

    private static Kind kindOf(HttpFailure failure, boolean timeIsOver) {
        return switch (failure.kind()) {
            case URL, DNS, CONNECT, PROXY, TLS -> Kind.UNREACHABLE;
            case TIMEOUT -> timeIsOver ? Kind.TIMEOUT : Kind.UNREACHABLE;
            case CUT -> failure.status() == 0 ? Kind.UNREACHABLE : Kind.BAD_ANSWER;
            case TOO_LARGE -> Kind.TOO_LARGE;
            case REDIRECT, READER -> Kind.BAD_ANSWER;
            case CREDENTIALS -> Kind.UNAUTHORIZED;
            case CANCELED -> Kind.CANCELED;
        };
    }

    /** Whether another URL may do better; what is wrong with the query itself is wrong everywhere. */
    static boolean isOfThisUrlOnly(Kind kind) {
        return switch (kind) {
            case UNREACHABLE, UNAVAILABLE, UNAUTHORIZED, BAD_ANSWER -> true;
            case BAD_QUERY, EXECUTION, TIMEOUT, TOO_LARGE, WRONG_TYPE, CANCELED -> false;
        };
    }
}
