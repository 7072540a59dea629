package tocsin.router.explain;

import java.util.Optional;
import tocsin.delivery.IntegrationId;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;

/** What a recorded flush decided for one integration. */
final class DecisionWords {
    private DecisionWords() {}

    /** Empty when the flush came to no decision for it, as all was muted. */
    static Optional<Finding> of(FlushRecord flush, IntegrationId integration, Words words) {
        return flush.decisions().stream()
                .flatMap(decision -> text(decision, integration, words.time(flush.at())).stream())
                .findFirst();
    }

    private static Optional<Finding> text(Decision decision, IntegrationId integration, String at) {
        if (decision instanceof Decision.NothingNew some && some.integration().equals(integration)) {
            return finding(Effect.NOTHING_NEW, "the flush of %s had nothing new for it".formatted(at));
        }
        if (decision instanceof Decision.OnlyRecorded some && some.integration().equals(integration)) {
            return finding(
                    Effect.PASSES,
                    "the flush of %s only noted the end: it does not want to hear of it (send_resolved is false)"
                            .formatted(at));
        }
        if (decision instanceof Decision.Delivered some && some.integration().equals(integration)) {
            return finding(Effect.PASSES, delivered(some, at));
        }
        if (decision instanceof Decision.NotDelivered some && some.integration().equals(integration)) {
            return finding(
                    Effect.FAILS,
                    "the flush of %s could not deliver (%s) after %s: %s (%s); the next flush tries again"
                            .formatted(
                                    at,
                                    some.reason().text(),
                                    attempts(some.attempts()),
                                    some.message(),
                                    some.failure().label()));
        }
        if (decision instanceof Decision.Stopped some && some.integration().equals(integration)) {
            return finding(
                    Effect.FAILS,
                    "a reload or the end of the process stopped the delivery of %s after %s"
                            .formatted(at, attempts(some.attempts())));
        }
        return Optional.empty();
    }

    private static String delivered(Decision.Delivered some, String at) {
        String unsure = some.unsureBefore() ? ", perhaps for the second time" : "";
        String notes = some.notes().isEmpty() ? "" : "; not as configured: " + String.join("; ", some.notes());
        return "delivered by the flush of %s (%s) with %s%s%s"
                .formatted(at, some.reason().text(), attempts(some.attempts()), unsure, notes);
    }

    private static String attempts(int count) {
        return count == 1 ? "1 attempt" : count + " attempts";
    }

    private static Optional<Finding> finding(Effect effect, String text) {
        return Optional.of(Finding.of(Gate.DELIVERY, effect, text));
    }
}
