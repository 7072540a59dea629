/**
 * Jira, by its REST API in version 2 or 3. Entry points: {@link tocsin.notifiers.jira.JiraKind} reads the configuration, {@link
 * tocsin.notifiers.jira.JiraNotifier} opens, updates and moves issues. May depend on: {@code config}, {@code delivery}, {@code
 * http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.jira;

import org.jspecify.annotations.NullMarked;
