package tocsin.notifiers.entry;

import io.vertx.core.Vertx;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.time.Clock;

/** What notifiers need of the process around them. They live as long as one configuration. */
public interface NotifierPorts {
    Vertx vertx();

    Clock clock();

    /** Where people reach Tocsin. */
    String externalUrl();

    /** Of the texts of one kind of integration. */
    FieldRenderer renderer(String kind);

    /**
     * A sender, which equal configurations share; closed with the configuration. Blocks: reads TLS files.
     *
     * @throws HttpConfigException when connections cannot be set up as configured
     */
    HttpSender sender(HttpClientConfig http) throws HttpConfigException;

    /** Closes what a notifier keeps open, e.g. threads or connections, with the configuration. */
    void closing(AutoCloseable open);
}
