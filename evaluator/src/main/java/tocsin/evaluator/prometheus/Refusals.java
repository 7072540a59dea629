package tocsin.evaluator.prometheus;

import tocsin.evaluator.query.QueryFailure.Kind;

/**
 * What a refusal means. Prometheus, Thanos and Mimir name the kind of error; VictoriaMetrics repeats the status as text;
 * a proxy in between gives a status and a page.
 */
final class Refusals {
    private Refusals() {}

    /** @param refusal from the body; the status decides where its error type says nothing */
    static Kind kindOf(int status, Answer.Refusal refusal) {
        return switch (refusal.errorType()) {
            case "bad_data" -> Kind.BAD_QUERY;
            case "execution" -> Kind.EXECUTION;
            case "timeout" -> Kind.TIMEOUT;
            // The server's word, on its way down for example; ours would be no answer at all.
            case "canceled", "internal", "unavailable", "too_many_requests" -> Kind.UNAVAILABLE;
            case "too_large_entry" -> Kind.TOO_LARGE;
            case "not_found", "not_acceptable" -> Kind.BAD_ANSWER;
            case "400", "401", "403", "404", "413", "422", "429", "500", "502", "503", "504" ->
                ofApi(Integer.parseInt(refusal.errorType()));
            default -> ofApi(status);
        };
    }

    /** An error in the form of the API: it is the data source itself that speaks. */
    private static Kind ofApi(int status) {
        return switch (status) {
            case 400 -> Kind.BAD_QUERY;
            case 413 -> Kind.TOO_LARGE;
            default -> kindOf(status);
        };
    }

    /** An answer with a body that is none of the API: most likely a proxy speaks, and the query is not to blame. */
    static Kind kindOf(int status) {
        return switch (status) {
            case 401, 403, 407 -> Kind.UNAUTHORIZED;
            case 422 -> Kind.EXECUTION;
            case 408, 425, 429, 499 -> Kind.UNAVAILABLE;
            default -> status >= 500 || status / 100 == 2 ? Kind.UNAVAILABLE : Kind.BAD_ANSWER;
        };
    }
}
