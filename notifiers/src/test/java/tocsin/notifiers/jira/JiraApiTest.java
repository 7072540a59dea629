package tocsin.notifiers.jira;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.notifiers.KindReading;

class JiraApiTest {
    private final KindReading kind = new KindReading(JiraKind::with);

    @ParameterizedTest
    @CsvSource({
        "https://ops.atlassian.net/rest/api/2,      https://ops.atlassian.net/rest/api/3/search/jql",
        "https://ops.Atlassian.net:443/rest/api/3/, https://ops.Atlassian.net:443/rest/api/3/search/jql",
        "https://atlassian.net.host/rest/api/2,     https://atlassian.net.host/rest/api/2/search",
        "https://jira.host/atlassian.net,           https://jira.host/atlassian.net/search",
        "https://jira.host/rest/api/2?x=y#z,        https://jira.host/rest/api/2/search",
    })
    void knows_jira_cloud_by_its_host(String url, String search) {
        JiraConfig config =
                kind.accepted(JiraConfig.class, "{api_url: '" + url + "', project: P, issue_type: Bug}", "{}");

        assertThat(new JiraApi(config).search("").url()).isEqualTo(search);
    }
}
