package tocsin.server.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;

/**
 * What one request for rules gets.
 *
 * @param groups filtered, sorted, none without rules
 * @param nextToken of the next page; null when this is the last
 */
record RulesPage(List<GroupSnapshot> groups, @Nullable String nextToken) {}
