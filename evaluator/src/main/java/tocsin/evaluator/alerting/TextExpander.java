package tocsin.evaluator.alerting;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

/**
 * Expands the label and annotation texts of alerting rules that {@link tocsin.rules.TemplateText hold template syntax}. One call per evaluation of a rule,
 * so that a text is parsed once for all samples and an implementation may leave the caller's context for {@code query}.
 */
public interface TextExpander {
    /** Hands texts through as they are written. */
    TextExpander UNEXPANDED = request ->
            Future.succeededFuture(Collections.nCopies(request.samples().size(), request.texts()));

    /**
     * @return for each sample, in order, its texts, in order. A text that cannot be expanded becomes {@code <error
     *     expanding template: …>}: a template never makes a rule fail. Completes on the caller's context.
     */
    Future<List<List<String>>> expand(Request request);

    /**
     * @param ruleName for the name of the template in errors
     * @param texts those that hold template syntax
     * @param samples with their original labels, {@code __name__} included
     * @param externalUrl where a person opens the data source
     * @param query the rule's own query at the slot, not shifted by an offset; a template that queries takes over its
     *     time, timeout, parameters and headers
     */
    record Request(
            String ruleName,
            List<String> texts,
            List<Sample> samples,
            Labels externalLabels,
            String externalUrl,
            Query query) {
        public Request {
            Objects.requireNonNull(ruleName, "ruleName");
            Objects.requireNonNull(externalLabels, "externalLabels");
            Objects.requireNonNull(externalUrl, "externalUrl");
            Objects.requireNonNull(query, "query");
            texts = List.copyOf(texts);
            samples = List.copyOf(samples);
        }
    }
}
