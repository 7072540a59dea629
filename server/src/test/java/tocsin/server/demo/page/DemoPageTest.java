package tocsin.server.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.server.api.WebServer;
import tocsin.server.demo.inbox.Inbox;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.page.DemoPage.Step;
import tocsin.server.transport.HttpLimits;
import tocsin.server.webconfig.WebFront;

/** Behind the real HTTP interface, below a prefix. */
class DemoPageTest {
    private static final String SCRIPT = "<p>hello</p><script>alert(document.domain)</script>";

    private final Vertx vertx = Vertx.vertx();
    private final Inbox inbox = new Inbox(3, () -> Instant.EPOCH, received -> {});
    private final HttpClient client = HttpClient.newHttpClient();
    private String address = "";

    @BeforeEach
    void listen() {
        List<Step> steps = List.of(new Step("pending", true), new Step("firing", false));
        DemoPage page = new DemoPage(inbox, () -> steps, ZoneOffset.UTC);
        WebServer.Services services = new WebServer.Services(
                null,
                List::of,
                () -> true,
                Future::succeededFuture,
                new PrometheusRegistry(),
                Future::succeededFuture,
                "1.2.3");
        WebServer server = new WebServer(
                vertx,
                new WebServer.Settings("/tocsin", HttpLimits.DEFAULTS, null),
                services,
                WebFront.open(vertx),
                page::mount);
        address = server.listen(List.of("127.0.0.1:0")).await().get(0);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest(name = "{0} leads to {1}")
    @CsvSource({"/, /tocsin/", "/tocsin, /tocsin/", "/tocsin/, /tocsin/ui/", "/tocsin/ui, /tocsin/ui/"})
    void who_types_less_is_led_to_the_page(String path, String target) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isBetween(301, 302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(URI.create(path).resolve(location)).hasToString(target);
    }

    @Test
    void the_page_runs_only_what_comes_from_here() throws Exception {
        HttpResponse<String> page = get("/tocsin/ui/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(policy(page)).startsWith("default-src 'self';").doesNotContain("unsafe");
        assertThat(page.body())
                .contains("<li class=\"done\">pending</li><li class=\"open\">firing</li>")
                .doesNotContainPattern("(src|href)=\"(?!demo\\.|\\.\\./|data:,)")
                .doesNotContainPattern("<script(?! src=)|<style|style=|onclick");
        assertThat(get("/tocsin/ui/demo.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(get("/tocsin/ui/demo.css").headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
    }

    @Test
    void the_html_of_a_mail_has_a_place_where_nothing_runs() throws Exception {
        inbox.add(new Message.Mail("f", "t", "s", "hello", SCRIPT));

        HttpResponse<String> mail = get("/tocsin/ui/mail/1");

        assertThat(mail.body()).isEqualTo(SCRIPT);
        assertThat(policy(mail))
                .startsWith("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
                .doesNotContain("script", "allow-");
        assertThat(get("/tocsin/ui/").body()).doesNotContain("alert(document.domain)");
    }

    @ParameterizedTest
    @CsvSource({"2", "9", "-1", "x", "99999999999999999999"})
    void a_mail_that_is_none_is_not_found(String number) throws Exception {
        inbox.add(new Message.Mail("f", "t", "s", "hello", SCRIPT));
        inbox.add(new Message.Change("FIRING", "no mail", ""));

        assertThat(get("/tocsin/ui/mail/" + number).statusCode()).isEqualTo(404);
    }

    @Test
    void the_list_is_bounded_and_what_is_new_comes_alone() throws Exception {
        for (String word : List.of("one", "two", "three", "four")) {
            inbox.add(new Message.Change(word, "", ""));
        }

        assertThat(get("/tocsin/ui/").body())
                .containsSubsequence("four", "three", "two")
                .doesNotContain(">one<");
        assertThat(get("/tocsin/ui/feed?after=3").body())
                .contains("data-newest=\"4\"", "four")
                .doesNotContain("three");
        assertThat(get("/tocsin/ui/feed?after=4").body()).doesNotContain("<article");
        assertThat(get("/tocsin/ui/feed?after=<b>").body()).contains("two");
        assertThat(get("/tocsin/ui/feed?after=1000").body())
                .as("a page of an earlier demo")
                .contains("four", "three", "two");
    }

    @Test
    void other_paths_are_as_without_it() throws Exception {
        assertThat(get("/tocsin/ui/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/tocsin/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/ui/").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI url = URI.create("http://" + address + path.replace("<", "%3C").replace(">", "%3E"));
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }
}
