package tocsin.router.explain;

import tocsin.model.Labels;
import tocsin.router.pipeline.IntakeRecord;

/** Why an alert was turned away when it arrived. */
final class IntakeWords {
    private IntakeWords() {}

    static String turnedAway(IntakeRecord intake, Labels labels, int limit, Words words) {
        return intake.overLimit().contains(labels)
                ? "turned away at %s: over the limit of %d alerts named %s"
                        .formatted(words.time(intake.at()), limit, Words.name(labels))
                : "what others posted for its labels was turned away at %s: it belongs to a rule of this process"
                        .formatted(words.time(intake.at()));
    }
}
