package tocsin.router.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.GoQuote;
import tocsin.model.LabelNames;
import tocsin.model.NameValues;

/** Turns posted alerts into alerts: fills missing times and refuses what is not an alert. Pure but for its observer. */
public final class AlertIntake {
    private final LabelNames names;
    private final IntakeObserver observer;

    public AlertIntake(LabelNames names, IntakeObserver observer) {
        this.names = names;
        this.observer = observer;
    }

    /** The alerts of one post that are valid, and the problems of those that are not. */
    public record Intake(List<Alert> valid, List<PostProblem> problems) {}

    /**
     * @param now one instant for the whole post
     * @param resolveTimeout after which an alert without end time ends unless it is posted again
     */
    public Intake accept(List<PostedAlert> posted, Instant now, Duration resolveTimeout) {
        List<Alert> valid = new ArrayList<>(posted.size());
        List<PostProblem> problems = new ArrayList<>();
        int resolved = 0;
        for (int index = 0; index < posted.size(); index++) {
            Times times = Times.of(posted.get(index), now, resolveTimeout);
            resolved += times.endsAt().isAfter(now) ? 0 : 1;
            PostProblem problem = judge(index, posted.get(index), times);
            if (problem == null) {
                valid.add(times.alert(posted.get(index), now));
            } else {
                problems.add(problem);
            }
        }
        observer.alertsReceived(posted.size() - resolved, resolved);
        if (!problems.isEmpty()) {
            observer.alertsInvalid(problems.size());
        }
        return new Intake(valid, problems);
    }

    /** The first problem in upstream's order, null when there is none. */
    private @Nullable PostProblem judge(int index, PostedAlert posted, Times times) {
        if (times.endsAt().isBefore(times.startsAt())) {
            return new PostProblem(index, "endsAt", "start time must be before end time");
        }
        if (posted.labels().isEmpty()) {
            return new PostProblem(index, "labels", "at least one label pair required");
        }
        String labels = firstInvalid(posted.labels());
        if (labels != null) {
            return new PostProblem(index, "labels", "invalid label set: " + labels);
        }
        String annotations = firstInvalid(posted.annotations());
        if (annotations != null) {
            return new PostProblem(index, "annotations", "invalid annotations: " + annotations);
        }
        return null;
    }

    private @Nullable String firstInvalid(NameValues pairs) {
        for (int i = 0; i < pairs.size(); i++) {
            if (!names.isValid(pairs.name(i))) {
                return "invalid name " + GoQuote.quote(pairs.name(i));
            }
            if (!LabelNames.isValidText(pairs.value(i))) {
                return "invalid value " + GoQuote.quote(pairs.value(i));
            }
        }
        return null;
    }

    private record Times(Instant startsAt, Instant endsAt, boolean timeout) {
        static Times of(PostedAlert posted, Instant now, Duration resolveTimeout) {
            Instant start = posted.startsAt();
            Instant end = posted.endsAt();
            if (start == null) {
                start = end == null ? now : end;
            }
            return end == null ? new Times(start, now.plus(resolveTimeout), true) : new Times(start, end, false);
        }

        Alert alert(PostedAlert posted, Instant now) {
            return new Alert(
                    posted.labels(),
                    posted.annotations(),
                    startsAt,
                    endsAt,
                    posted.generatorUrl(),
                    now,
                    timeout,
                    Alert.Origin.API);
        }
    }
}
