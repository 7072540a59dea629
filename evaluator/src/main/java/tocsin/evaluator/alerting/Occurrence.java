package tocsin.evaluator.alerting;

import tocsin.model.Annotations;
import tocsin.model.Labels;

/**
 * One sample of a rule's result, turned into the alert that it stands for.
 *
 * @param labels identity of the alert, {@code alertname} included, external labels not
 * @param value 0 for a native histogram
 */
public record Occurrence(Labels labels, Annotations annotations, double value) {}
