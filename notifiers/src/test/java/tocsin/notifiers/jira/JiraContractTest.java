package tocsin.notifiers.jira;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class JiraContractTest extends HttpNotifierContract {
    private static final String API = "/rest/api/2";
    private static final String SEARCH = "POST " + API + "/search";
    private static final String CREATE = "POST " + API + "/issue";
    private static final String UPDATE = "PUT " + API + "/issue/OPS-7";
    private static final String LIST_TRANSITIONS = "GET " + API + "/issue/OPS-7/transitions";
    private static final String MOVE = "POST " + API + "/issue/OPS-7/transitions";

    private static final ContractEntry ENTRY = ContractEntry.withoutSecretKey(JiraKind::with)
            .with("api_url", "'%SERVER%/rest/api/2'")
            .with("project", "OPS")
            .with("issue_type", "Bug")
            .with("labels", "[team a, '{{ .GroupLabels.alertname }}']")
            .with("fields", "{customfield_1: {value: '{{ .Status }}'}, customfield_2: '{{ len .Alerts }}'}")
            .withHttp("authorization: {credentials: '%SECRET%'}")
            .withTexts("summary", "description", "priority")
            .withText("labels", "[%BROKEN%]")
            .withText("fields", "{customfield_1: %BROKEN%}")
            .withRequiredText("project", ContractEntry.BROKEN)
            .withRequiredText("issue_type", ContractEntry.BROKEN);
    private static final ContractEntry MOVING =
            ENTRY.with("resolve_transition", "Close").with("reopen_transition", "Open again");

    JiraContractTest(LocalService service) {
        super(ENTRY, service);
    }

    /** To each request; no issue is found. */
    @Override
    protected ResponseDefinitionBuilder success() {
        return okJson("{\"issues\": [], \"id\": \"1\", \"key\": \"OPS-1\"}");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        if (request.getUrl().equals(API + "/issue")) {
            JsonObject fields = new JsonObject(request.getBodyAsString()).getJsonObject("fields");
            assertThat(codePoints(fields.getString("summary"))).isLessThanOrEqualTo(255);
            assertThat(codePoints(fields.getString("description"))).isEqualTo(32767);
            assertThat(fields.getString("description")).endsWith("…");
        }
    }

    private List<String> asked() {
        return service().requests().stream()
                .map(request -> request.getMethod() + " " + request.getUrl())
                .toList();
    }

    private JsonObject fields(int index) {
        return body(index).getJsonObject("fields");
    }

    private static ResponseDefinitionBuilder found(String... issues) {
        return okJson("{\"issues\": [" + String.join(", ", issues) + "]}");
    }

    private static String issue(String key, String category) {
        return "{\"key\": \"%s\", \"fields\": {\"status\": {\"statusCategory\": {\"key\": \"%s\"}}}}"
                .formatted(key, category);
    }

    private void hasIssues(String... issues) {
        service().server().stubFor(any(urlPathMatching(API + "/issue/.*")).willReturn(noContent()));
        service().server().stubFor(post(urlPathEqualTo(API + "/search")).willReturn(found(issues)));
        service()
                .server()
                .stubFor(get(urlPathEqualTo(API + "/issue/OPS-7/transitions")).willReturn(okJson("""
                {"transitions": [{"id": "11", "name": "Open again"}, {"id": "31", "name": "Close"}]}""")));
    }

    @Test
    void an_issue_that_is_there_is_updated() {
        hasIssues(issue("OPS-7", "indeterminate"));

        assertThat(send(notifier(MOVING), FIRING)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH, UPDATE);
        assertThat(fields(1).getString("summary")).isEqualTo("[FIRING:1] DiskFull (critical)");
        assertThat(fields(1).getString("description")).contains("Alerts Firing:");
    }

    @Test
    void what_people_write_may_be_left_alone() {
        hasIssues(issue("OPS-7", "new"));

        send(
                notifier(ENTRY.with("summary", "{enable_update: false}").with("description", "{enable_update: false}")),
                FIRING);

        assertThat(fields(1).fieldNames())
                .containsExactly("customfield_1", "customfield_2", "issuetype", "labels", "priority", "project");
    }

    @Test
    void the_same_are_written_when_the_issue_is_opened() {
        send(notifier(ENTRY.with("summary", "{enable_update: false}")), FIRING);

        assertThat(asked()).containsExactly(SEARCH, CREATE);
        assertThat(fields(1).fieldNames()).contains("summary", "description");
    }

    @Test
    void an_open_issue_is_moved_when_all_is_resolved() {
        hasIssues(issue("OPS-7", "indeterminate"));

        assertThat(send(notifier(MOVING), RESOLVED)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH, UPDATE, LIST_TRANSITIONS, MOVE);
        assertThat(body(3)).isEqualTo(new JsonObject("{\"transition\": {\"id\": \"31\"}}"));
    }

    @Test
    void a_closed_issue_is_opened_again_when_something_fires() {
        hasIssues(issue("OPS-7", "done"));

        assertThat(send(notifier(MOVING), FIRING)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH, UPDATE, LIST_TRANSITIONS, MOVE);
        assertThat(body(3)).isEqualTo(new JsonObject("{\"transition\": {\"id\": \"11\"}}"));
    }

    @Test
    void a_closed_issue_stays_closed_when_all_is_resolved() {
        hasIssues(issue("OPS-7", "done"));

        send(notifier(MOVING), RESOLVED);

        assertThat(asked()).containsExactly(SEARCH, UPDATE);
    }

    @Test
    void without_the_name_of_a_transition_an_issue_stays_where_it_is() {
        hasIssues(issue("OPS-7", "new"));

        assertThat(send(notifier(ENTRY), RESOLVED)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH, UPDATE);
    }

    @Test
    void a_transition_that_jira_does_not_offer_is_told_with_those_that_it_offers() {
        hasIssues(issue("OPS-7", "new"));

        assertThat(send(notifier(ENTRY.with("resolve_transition", "Done")), RESOLVED))
                .isEqualTo(new Rejected(
                        FailureReason.OTHER,
                        "the issue OPS-7 was updated, but has no transition `Done`; write one of: Open again, Close"));
    }

    @Test
    void of_several_issues_an_open_one_counts() {
        hasIssues(issue("OPS-6", "done"), issue("OPS-7", "new"));

        send(notifier(ENTRY), FIRING);

        assertThat(asked()).containsExactly(SEARCH, UPDATE);
    }

    @Test
    void what_is_resolved_and_has_no_issue_needs_none() {
        assertThat(send(notifier(MOVING), RESOLVED)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH);
    }

    @Test
    void an_issue_that_was_opened_without_an_answer_is_found_by_the_next_attempt() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(API + "/search"))
                        .inScenario("opening")
                        .whenScenarioStateIs("opened")
                        .willReturn(found(issue("OPS-7", "new"))));
        service()
                .server()
                .stubFor(post(urlPathEqualTo(API + "/issue"))
                        .inScenario("opening")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("opened")
                        .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.reason()).isEqualTo(FailureReason.OTHER);
            assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        });
        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOf(Delivered.class);

        assertThat(asked()).containsExactly(SEARCH, CREATE, SEARCH, UPDATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"issues\": {}}"})
    void no_issue_is_opened_when_nobody_knows_what_was_found(String answer) {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(API + "/search"))
                        .willReturn(aResponse().withBody(answer)));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOf(Retryable.class);

        assertThat(asked()).containsExactly(SEARCH);
    }

    @ParameterizedTest
    @CsvSource({
        "auto,       /rest/api/2,  /rest/api/2/search",
        "auto,       /rest/api/3/, /rest/api/3/search",
        "datacenter, /rest/api/3,  /rest/api/3/search",
        "cloud,      /rest/api/2,  /rest/api/3/search/jql",
        "cloud,      /rest/api/3,  /rest/api/3/search/jql",
        "cloud,      /x,           /x/search/jql",
    })
    void searches_where_this_jira_does(String type, String path, String search) {
        send(notifier(ENTRY.with("api_type", type).with("api_url", "'%SERVER%" + path + "'")), RESOLVED);

        assertThat(request(0).getUrl()).isEqualTo(search);
    }

    private JsonObject document(String description) {
        send(notifier(ENTRY.with("api_url", "'%SERVER%/rest/api/3'").with("description", description)), FIRING);
        return fields(1).getJsonObject("description");
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    @Test
    void version_3_gets_a_text_as_a_document() {
        assertThat(document("\"a\\nb\\n\\nc\"")).isEqualTo(json("""
                {'type': 'doc', 'version': 1, 'content': [
                  {'type': 'paragraph', 'content': [
                    {'type': 'text', 'text': 'a'}, {'type': 'hardBreak'}, {'type': 'text', 'text': 'b'}]},
                  {'type': 'paragraph', 'content': [{'type': 'text', 'text': 'c'}]}]}"""));
    }

    @Test
    void version_3_gets_a_document_as_it_is() {
        assertThat(document("'{\"type\":\"doc\",\"version\":1,\"content\":[]}'"))
                .isEqualTo(json("{'type': 'doc', 'version': 1, 'content': []}"));
    }

    @Test
    void a_notice_ends_a_document() {
        send(
                notifier(ENTRY.with("api_url", "'%SERVER%/rest/api/3'")
                        .with("description", "'{\"type\":\"doc\",\"version\":1,\"content\":[]}'")
                        .with("summary", ContractEntry.BROKEN)),
                FIRING);

        assertThat(fields(1)
                        .getJsonObject("description")
                        .getJsonArray("content")
                        .encode())
                .startsWith(
                        "[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Tocsin could not render");
    }

    @Test
    void a_long_text_is_cut_so_that_its_document_fits() {
        JsonObject document = document("'{{ printf \"%040000d\" 1 }}'");

        assertThat(document.encode()).hasSizeLessThanOrEqualTo(32767).endsWith("…\"}]}]}");
        assertThat(document.encode().length()).isGreaterThan(32700);
    }

    @Test
    void fields_of_ones_own_win_but_the_labels_stay() {
        send(notifier(ENTRY.with("fields", "{priority: {id: '{{ 5 }}'}, labels: [x], '{{ .Status }}': a}")), FIRING);

        assertThat(fields(1).getValue("priority")).isEqualTo(new JsonObject("{\"id\": 5}"));
        assertThat(fields(1).getString("firing")).isEqualTo("a");
        assertThat(fields(1).getJsonArray("labels")).hasSize(3).contains("team_a", "DiskFull");
    }

    @Test
    void neither_a_password_nor_its_header_is_shown_when_jira_repeats_them() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(API + "/search"))
                        .willReturn(aResponse()
                                .withStatus(401)
                                .withBody("no: {{request.headers.Authorization}} api-token-1")
                                .withTransformers("response-template")));
        ContractEntry basic = ContractEntry.withoutSecretKey(JiraKind::with)
                .with("api_url", "'%SERVER%/rest/api/2'")
                .with("project", "OPS")
                .with("issue_type", "Bug")
                .withHttp("basic_auth: {username: me, password: api-token-1}");

        assertThat(send(notifier(basic), FIRING))
                .isEqualTo(new Rejected(
                        FailureReason.AUTH_ERROR, "unexpected status code 401: no: Basic <redacted> <redacted>"));
    }
}
