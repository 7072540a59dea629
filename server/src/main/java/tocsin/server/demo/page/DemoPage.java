package tocsin.server.demo.page;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tocsin.server.demo.inbox.Inbox;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Received;

/**
 * Serves the page and its parts below {@code /ui/}. Every reference is relative, so that a prefix before the path is of no
 * matter. The HTML of mails has an address of its own, where nothing runs and nothing is loaded.
 */
public final class DemoPage {
    private static final String OWN_PARTS =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String NOTHING_BUT_STYLES =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final Inbox inbox;
    private final Supplier<List<Step>> steps;
    private final ZoneId zone;
    private final String frame = resource("page.html");

    /**
     * A step of the story.
     *
     * @param done whether the story is so far
     */
    public record Step(String name, boolean done) {}

    public DemoPage(Inbox inbox, Supplier<List<Step>> steps, ZoneId zone) {
        this.inbox = inbox;
        this.steps = steps;
        this.zone = zone;
    }

    public void mount(Router router) {
        router.get("/").handler(DemoPage::toPage);
        router.get("/ui").handler(context -> {
            if (context.request().path().endsWith("/")) {
                html(context, OWN_PARTS, frame.replace("{{feed}}", feed(0)));
            } else {
                toPage(context);
            }
        });
        router.get("/ui/feed").handler(context -> html(context, OWN_PARTS, feed(after(context))));
        router.get("/ui/mail/:number").handler(this::mail);
        part(router, "demo.css", "text/css");
        part(router, "demo.js", "text/javascript");
    }

    private static void toPage(RoutingContext context) {
        context.response().setStatusCode(302).putHeader("Location", "ui/").end();
    }

    private static void part(Router router, String name, String type) {
        String content = resource(name);
        router.get("/ui/" + name).handler(context -> answer(context, type).end(content));
    }

    private String feed(long after) {
        // A demo that was started anew counts from 1 again: then everything is new to an old page.
        List<Received> news = after > inbox.newest() ? inbox.newestFirst() : inbox.after(after);
        return "<ol id=\"steps\">%s</ol>\n<main id=\"feed\" data-newest=\"%d\" data-most=\"%d\">%s</main>\n"
                .formatted(
                        steps.get().stream().map(DemoPage::step).collect(Collectors.joining()),
                        inbox.newest(),
                        inbox.most(),
                        news.stream()
                                .map(received -> MessageHtml.of(received, zone))
                                .collect(Collectors.joining()));
    }

    private static String step(Step step) {
        return "<li class=\"%s\">%s</li>".formatted(step.done() ? "done" : "open", Html.text(step.name()));
    }

    private static long after(RoutingContext context) {
        return number(context.request().getParam("after", "0")).orElse(0L);
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private void mail(RoutingContext context) {
        Optional<Message.Mail> mail = number(context.pathParam("number"))
                .flatMap(inbox::find)
                .map(Received::message)
                .filter(Message.Mail.class::isInstance)
                .map(Message.Mail.class::cast);
        if (mail.isEmpty()) {
            context.next();
        } else {
            html(context, NOTHING_BUT_STYLES, mail.get().html());
        }
    }

    private static void html(RoutingContext context, String policy, String html) {
        answer(context, "text/html")
                .putHeader("Content-Security-Policy", policy)
                .end(html);
    }

    private static HttpServerResponse answer(RoutingContext context, String type) {
        return context.response()
                .putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
    }

    private static String resource(String name) {
        try (InputStream in = DemoPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
