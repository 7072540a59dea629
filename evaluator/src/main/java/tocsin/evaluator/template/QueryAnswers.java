package tocsin.evaluator.template;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.evaluator.query.Sample;
import tocsin.rules.template.QuerySample;
import tocsin.rules.template.RuleEnvironment;
import tocsin.templates.value.FunctionFailure;

/** What the templates of one rule have learned during one evaluation: one answer for each expression, whoever asks. */
final class QueryAnswers implements RuleEnvironment {
    private final Instant slot;
    private final String externalUrl;
    private final ExpansionLimits limits;
    private final Map<String, Answer> answers = new HashMap<>();
    private int samples;
    private int asked;

    QueryAnswers(Instant slot, String externalUrl, ExpansionLimits limits) {
        this.slot = slot;
        this.externalUrl = externalUrl;
        this.limits = limits;
    }

    /** Says how many answers the text that is executed next has waited for. */
    void begin(int askedByText) {
        asked = askedByText;
    }

    /** Whether anything was asked. */
    boolean isAny() {
        return !answers.isEmpty();
    }

    @Override
    public Instant now() {
        return slot;
    }

    @Override
    public String externalUrl() {
        return externalUrl;
    }

    @Override
    public List<QuerySample> query(String expression) throws FunctionFailure {
        Answer answer = answers.get(expression);
        if (answer == null) {
            requireRoom();
            throw new QueryNeeded(expression);
        }
        if (answer.error.isEmpty()) {
            return answer.samples;
        }
        throw new FunctionFailure(answer.error);
    }

    private void requireRoom() throws FunctionFailure {
        if (asked >= limits.queriesPerText()) {
            throw new FunctionFailure("more than %d different queries in one text".formatted(limits.queriesPerText()));
        }
        if (answers.size() >= limits.queries()) {
            throw new FunctionFailure(
                    "more than %d different queries in the templates of one rule".formatted(limits.queries()));
        }
    }

    void answered(String expression, List<Sample> found) {
        samples += found.size();
        if (samples > limits.samples()) {
            samples -= found.size();
            failed(
                    expression,
                    "more than %d series in the answers to the templates of one rule".formatted(limits.samples()));
            return;
        }
        List<QuerySample> shown = found.stream()
                .map(sample -> new QuerySample(sample.labels(), sample.value(), sample.histogram()))
                .toList();
        answers.put(expression, new Answer(shown, ""));
    }

    /** @param error not empty */
    void failed(String expression, String error) {
        answers.put(expression, new Answer(List.of(), error));
    }

    /** @param error empty when there is none */
    private record Answer(List<QuerySample> samples, String error) {}
}
