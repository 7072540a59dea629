/**
 * Jira, by its REST API in version 2 or 3. Entry point: {@link tocsin.notifiers.jira.JiraKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.jira;

import org.jspecify.annotations.NullMarked;
