/**
 * Templates of notifications: the data they see, the functions they may call, the files that {@code templates:} names, and
 * what happens when one fails.
 *
 * <p>Entry points: {@link tocsin.notifiers.template.NotificationTemplates} for those who load a configuration, {@link
 * tocsin.notifiers.template.FieldRenderer} for notifiers. Immutable, any thread; rendering may take long and belongs on a
 * worker.
 */
@NullMarked
package tocsin.notifiers.template;

import org.jspecify.annotations.NullMarked;
