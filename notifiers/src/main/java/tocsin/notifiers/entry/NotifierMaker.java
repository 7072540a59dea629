package tocsin.notifiers.entry;

import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;

/**
 * Makes the notifier of a configured integration.
 *
 * @param <C> configuration of its kind
 */
@FunctionalInterface
public interface NotifierMaker<C> {
    /** Blocks: reads TLS files. */
    Notifier make(C config, NotifierPorts ports) throws HttpConfigException;
}
