/**
 * Webhooks: the payload of version 4, or one's own, by POST. Entry points: {@link tocsin.notifiers.webhook.WebhookKind}
 * reads the configuration, {@link tocsin.notifiers.webhook.WebhookNotifier} sends.
 */
@NullMarked
package tocsin.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
