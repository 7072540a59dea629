package tocsin.notifiers.jira;

import java.util.ArrayList;
import java.util.List;

/** Which issue belongs to a group, in the language of Jira's search. */
final class IssueQuery {
    private IssueQuery() {}

    /**
     * @param project rendered
     * @param label of the group
     */
    static String of(JiraConfig config, String project, String label, boolean firing) {
        List<String> conditions = new ArrayList<>();
        if (!config.wontFixResolution().isEmpty()) {
            // `!=` alone leaves out what has no resolution yet.
            conditions.add("(resolution is EMPTY or resolution != %s)".formatted(quoted(config.wontFixResolution())));
        }
        if (firing && config.reopenTransition().isEmpty()) {
            conditions.add("statusCategory != Done");
        } else if (!config.reopenDuration().isZero()) {
            long minutes = Math.max(1, config.reopenDuration().toMinutes());
            conditions.add("(resolutiondate is EMPTY or resolutiondate >= -%dm)".formatted(minutes));
        }
        conditions.add("project = " + quoted(project));
        conditions.add("labels = " + quoted(label));
        return String.join(" and ", conditions) + " order by status ASC, resolutiondate DESC";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", " ") + '"';
    }
}
