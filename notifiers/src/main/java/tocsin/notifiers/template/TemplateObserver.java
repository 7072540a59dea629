package tocsin.notifiers.template;

/** Counts templates that failed. Any thread. */
@FunctionalInterface
public interface TemplateObserver {
    /**
     * {@code tocsin_template_failures_total}
     *
     * @param kind of the integration, e.g. {@code webhook}
     * @param field of its configuration, e.g. {@code payload}
     */
    void failed(String kind, String field);
}
