/**
 * The state directory from outside: what is in it, whether it is sound, backup, and import of backups and of Alertmanager's
 * files.
 *
 * <p>Entry points: {@link StateCommand}, {@link StateTables}, {@link StateHints}. May depend on: {@code state}, {@code
 * router}, {@code evaluator}, {@code server.alertmanager}, {@code server.cli}. Used by: the server.
 */
@NullMarked
package tocsin.server.statefile;

import org.jspecify.annotations.NullMarked;
