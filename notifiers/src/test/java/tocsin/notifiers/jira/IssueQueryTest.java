package tocsin.notifiers.jira;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.notifiers.KindReading;

class IssueQueryTest {
    private final KindReading kind = new KindReading(JiraKind::with);

    @ParameterizedTest(name = "{0}, firing {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        a: b                                                 | true  | statusCategory != Done and
        a: b                                                 | false | ~~
        reopen_transition: Reopen                            | true  | ~~
        reopen_duration: 2h                                  | true  | statusCategory != Done and
        reopen_duration: 2h                                  | false | (resolutiondate is EMPTY or resolutiondate >= -120m) and
        reopen_transition: Reopen, reopen_duration: 30s      | true  | (resolutiondate is EMPTY or resolutiondate >= -1m) and
        reopen_transition: Reopen, wont_fix_resolution: 'No "way' | true | (resolution is EMPTY or resolution != "No \\"way") and
        wont_fix_resolution: Never                           | false | (resolution is EMPTY or resolution != "Never") and
        """)
    void finds_the_issue_that_counts(String settings, boolean firing, String conditions) {
        String more = settings.equals("a: b") ? "" : ", " + settings;
        JiraConfig config =
                kind.accepted(JiraConfig.class, "{api_url: 'http://h', project: P, issue_type: Bug" + more + "}", "{}");

        String begin = conditions.isEmpty() ? "" : conditions + " ";
        assertThat(IssueQuery.of(config, "O\"P", "ALERT{00}", firing))
                .isEqualTo(begin
                        + "project = \"O\\\"P\" and labels = \"ALERT{00}\" order by status ASC, resolutiondate DESC");
    }
}
