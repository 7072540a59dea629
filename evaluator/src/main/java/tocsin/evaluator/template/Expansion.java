package tocsin.evaluator.template;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.rules.template.RuleData;
import tocsin.rules.template.RuleTemplate;
import tocsin.rules.template.TemplateDialect;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Interruption;

/**
 * The texts of one rule in one evaluation, with what they may still cost and what they asked for. Calls of {@link #expand}
 * follow one another. On the caller's context, but for what the {@link Worker} does in between.
 */
public final class Expansion {
    /** Without any figure: in a label it is part of the alert's identity, which must be the same at every slot. */
    private static final String TOO_LATE = "no answer in the time that the rule has for its query";

    private final Evaluation evaluation;
    private final TemplateDialect dialect;
    private final Worker worker;
    private final ExpansionLimits limits;
    private final ExpansionObserver observer;
    private final QueryAnswers answers;
    private final long endNanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>();
    private final TemplateLimits execution;
    private long outputLeft;
    private long expanded;
    private long failed;
    private boolean tookLong;
    private @Nullable QueryFailure unanswered;

    Expansion(
            Evaluation evaluation,
            TemplateDialect dialect,
            Worker worker,
            ExpansionLimits limits,
            ExpansionObserver observer) {
        this.evaluation = evaluation;
        this.dialect = dialect;
        this.worker = worker;
        this.limits = limits;
        this.observer = observer;
        this.answers = new QueryAnswers(evaluation.query().time(), evaluation.externalUrl(), limits);
        this.endNanos = nanoTime() + evaluation.query().timeout().toNanos();
        this.outputLeft = limits.output();
        this.execution =
                limits.execution().withTimeAtMost(half(evaluation.query().timeout()));
    }

    /** The rule waits for twice its query's timeout: the last text to begin has a quarter of that. */
    private static Duration half(Duration timeout) {
        return timeout.dividedBy(2);
    }

    /**
     * @param samples how many
     * @param data dot for a sample, by its index
     * @return for each sample, in order, its texts, in order. A text that cannot be expanded becomes its error: a template
     *     never makes a rule fail. Complete already unless a text queries or there are very many.
     */
    public Future<List<List<String>>> expand(PreparedTexts texts, int samples, IntFunction<RuleData> data) {
        expanded = 0;
        failed = 0;
        return new Rounds(this, texts, samples, data).run().map(values -> {
            observer.expanded(expanded, failed);
            return Arrays.stream(values).map(Arrays::asList).toList();
        });
    }

    /** What went wrong so far, by text as in {@code annotation "summary"}, in the order of their first failure. */
    public Map<String, Failures> failures() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /**
     * Why a query has no answer so far, or none in time, although nothing is known to be wrong with it; null when there is
     * none such.
     */
    public @Nullable QueryFailure unanswered() {
        return unanswered;
    }

    /** Whether the next evaluation is better done by the worker from the start. */
    public boolean tookLong() {
        return tookLong;
    }

    /**
     * One text for one sample.
     *
     * @param asked how many answers it has waited for
     * @throws QueryNeeded when it has to wait
     */
    String expand(PreparedText text, RuleData data, int asked) {
        RuleTemplate template = text.template();
        if (template == null) {
            return text.problem() == null ? text.literal() : failure(text, text.problem());
        }
        if (outputLeft <= 0) {
            String reason = "the texts of one rule are longer than %d characters".formatted(limits.output());
            return failure(text, template.notExecuted(reason));
        }
        if (remaining(asked).isNegative()) {
            if (answers.isAny()) {
                unanswered = new QueryFailure(QueryFailure.Kind.TIMEOUT, TOO_LATE);
            }
            return failure(text, template.notExecuted("no time is left; the rule's texts have that of its query"));
        }
        answers.begin(asked);
        return execute(text, template, data);
    }

    /** One that has waited for its answer may say what became of it. */
    private Duration remaining(int asked) {
        Duration left = remaining();
        return asked == 0 ? left : left.plus(half(evaluation.query().timeout()));
    }

    private String execute(PreparedText text, RuleTemplate template, RuleData data) {
        try {
            return counted(template.expand(data, answers, execution));
        } catch (TemplateException e) {
            return failure(text, template.notExecuted(String.valueOf(e.getMessage())));
        } catch (Interruption e) {
            throw e;
        } catch (RuntimeException e) {
            // A mistake of the engine must not keep an alert from firing.
            return failure(text, template.notExecuted(e.toString()));
        }
    }

    private String counted(String value) {
        expanded++;
        outputLeft -= value.length();
        return value;
    }

    private String failure(PreparedText text, String error) {
        failed++;
        failures.merge(text.describe(), new Failures(error, 1), Failures::and);
        return counted(dialect.valueFor(error));
    }

    /**
     * Waits for the answers to some queries, asked at once.
     *
     * @return never fails
     */
    Future<Void> ask(Set<String> expressions) {
        List<Future<Void>> asked = new ArrayList<>();
        for (String expression : expressions) {
            asked.add(ask(expression));
        }
        return Future.join(asked).mapEmpty();
    }

    private Future<Void> ask(String expression) {
        Duration left = remaining();
        if (left.toMillis() < 1) {
            failed(expression, new QueryFailure(QueryFailure.Kind.TIMEOUT, TOO_LATE));
            return Future.succeededFuture();
        }
        Query rule = evaluation.query();
        Query query = new Query(expression, rule.time(), left, rule.params(), rule.headers());
        return evaluation.ask().apply(query).transform(done -> {
            if (done.succeeded()) {
                answers.answered(expression, done.result().samples());
            } else {
                failed(expression, done.cause());
            }
            return Future.succeededFuture();
        });
    }

    private void failed(String expression, Throwable cause) {
        String reason = reason(cause);
        answers.failed(expression, reason);
        if (cause instanceof QueryFailure failure && mayPass(failure.kind())) {
            unanswered = new QueryFailure(failure.kind(), reason, failure);
        }
    }

    private static boolean mayPass(QueryFailure.Kind kind) {
        return switch (kind) {
            case TIMEOUT, UNREACHABLE, UNAVAILABLE, UNAUTHORIZED, BAD_ANSWER -> true;
            case BAD_QUERY, EXECUTION, TOO_LARGE, WRONG_TYPE, CANCELED -> false;
        };
    }

    /** Not empty. */
    private static String reason(Throwable cause) {
        if (!(cause instanceof QueryFailure failure)) {
            return cause.toString();
        }
        String message = failure.kind() == QueryFailure.Kind.TIMEOUT ? TOO_LATE : failure.getMessage();
        return message == null || message.isEmpty() ? "the query failed" : message;
    }

    /** Whether the worker should do so many texts, rather than the caller's context. */
    boolean isHeavy(long texts) {
        return evaluation.heavy() || tookLong || texts > limits.inlineTexts();
    }

    /** @param nanos of one round */
    void took(long nanos) {
        tookLong |= nanos > limits.inlineTime().toNanos();
    }

    long inlineNanos() {
        return limits.inlineTime().toNanos();
    }

    Worker worker() {
        return worker;
    }

    long nanoTime() {
        return limits.execution().nanoTime().getAsLong();
    }

    private Duration remaining() {
        return Duration.ofNanos(endNanos - nanoTime());
    }
}
