package tocsin.server.demo.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.server.demo.inbox.Message;
import tocsin.server.demo.inbox.Message.Attachment;
import tocsin.server.demo.inbox.Received;
import tocsin.server.demo.inbox.SlackMarkup;

/** One message as a part of the page. */
final class MessageHtml implements Message.Reader<String> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Map<String, String> NAMED_COLORS =
            Map.of("good", "#2eb886", "warning", "#daa038", "danger", "#a30200");
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final int LONGEST_LINK = 70;
    private static final String NO_COLOR = "#8d8d8d";

    private final Received received;
    private final ZoneId zone;

    private MessageHtml(Received received, ZoneId zone) {
        this.received = received;
        this.zone = zone;
    }

    static String of(Received received, ZoneId zone) {
        return received.message().read(new MessageHtml(received, zone));
    }

    @Override
    public String mail(Message.Mail mail) {
        String text = "<pre class=\"text\">%s</pre>".formatted(Html.text(mail.text()));
        String body = mail.html().isEmpty() ? text : """
                <iframe sandbox src="mail/%d" title="The HTML of this mail"></iframe>
                <details><summary>As text</summary>%s</details>""".formatted(received.number(), text);
        return card("mail", "Mail", mail.subject(), """
                <dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd></dl>
                %s""".formatted(Html.text(mail.from()), Html.text(mail.to()), body));
    }

    @Override
    public String slackPost(Message.SlackPost post) {
        String text = post.text().isEmpty() ? "" : "<p class=\"marked\">%s</p>".formatted(marked(post.text()));
        return card("slack", "Slack", post.channel(), """
                <p class="who"><span class="avatar" aria-hidden="true">%s</span><b>%s</b> <small>app</small></p>
                %s%s""".formatted(
                        Html.text(initial(post.username())),
                        Html.text(post.username()),
                        text,
                        post.attachments().stream().map(MessageHtml::attachment).collect(Collectors.joining())));
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0));
    }

    /** The bar is an image, since a style of its own would need a page that allows styles from anywhere. */
    private static String attachment(Attachment attachment) {
        return """
                %s<div class="attachment"><svg class="bar" aria-hidden="true"><rect width="100%%" height="100%%" fill="%s"/></svg>
                <div>%s%s%s%s</div></div>""".formatted(
                        paragraph("marked", marked(attachment.pretext())),
                        color(attachment.color()),
                        paragraph("title", Html.link(attachment.titleLink(), SlackMarkup.plain(attachment.title()))),
                        paragraph("marked", marked(attachment.text())),
                        fields(attachment.fields()),
                        paragraph("footer", marked(attachment.footer())));
    }

    private static String fields(List<Message.Field> fields) {
        return fields.isEmpty()
                ? ""
                : fields.stream()
                        .map(field -> "<div class=\"field %s\"><b>%s</b><span class=\"marked\">%s</span></div>"
                                .formatted(
                                        field.narrow() ? "narrow" : "wide",
                                        marked(field.title()),
                                        marked(field.value())))
                        .collect(Collectors.joining("", "<div class=\"fields\">", "</div>"));
    }

    private static String color(String color) {
        String named = NAMED_COLORS.getOrDefault(color, color);
        return COLOR.matcher(named).matches() ? named : NO_COLOR;
    }

    private static String paragraph(String kind, String html) {
        return html.isEmpty() ? "" : "<p class=\"%s\">%s</p>".formatted(kind, html);
    }

    private static String marked(String text) {
        return SlackMarkup.shown(text, Html::text, (url, shown) -> Html.link(url, shortened(shown)));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_LINK ? text.substring(0, LONGEST_LINK - 1) + "…" : text;
    }

    @Override
    public String webhookCall(Message.WebhookCall call) {
        String reason =
                call.reason().isEmpty() ? "" : " (%s)".formatted(call.reason().replace('_', ' '));
        return card("webhook", "Webhook", call.path(), """
                <p><small>%s</small></p><ul class="alerts">%s</ul>
                <details><summary>JSON</summary><pre>%s</pre></details>""".formatted(
                        Html.text(call.status().toLowerCase(Locale.ROOT) + reason),
                        call.alerts().stream().map(MessageHtml::alert).collect(Collectors.joining()),
                        Html.text(call.json())));
    }

    private static String alert(Message.CalledAlert alert) {
        return "<li>%s <b>%s</b> %s<br>%s</li>"
                .formatted(
                        status(alert.status()),
                        Html.text(alert.name()),
                        Html.text(alert.summary()),
                        new TreeMap<>(alert.labels())
                                .entrySet().stream()
                                        .filter(label -> !label.getKey().equals("alertname"))
                                        .map(label -> "<span class=\"label\">%s=%s</span>"
                                                .formatted(Html.text(label.getKey()), Html.text(label.getValue())))
                                        .collect(Collectors.joining(" ")));
    }

    private static String status(String status) {
        String lower = status.toLowerCase(Locale.ROOT);
        String kind = lower.equals("firing") || lower.equals("resolved") ? lower : "other";
        return "<span class=\"status %s\">%s</span>".formatted(kind, Html.text(lower));
    }

    @Override
    public String unreadable(Message.Unreadable unreadable) {
        return card("refused", "Refused", unreadable.place(), paragraph("text", Html.text(unreadable.problem())));
    }

    @Override
    public String change(Message.Change change) {
        String word = change.word().toLowerCase(Locale.ROOT);
        String kind = word.matches("[a-z]+") ? word : "other";
        String command = change.command().isEmpty()
                ? ""
                : "<code class=\"command\">%s</code>".formatted(Html.text(change.command()));
        return """
                <article class="change" data-number="%d">%s <b class="word %s">%s</b> <span>%s%s</span></article>
                """.formatted(received.number(), time(), kind, Html.text(word), Html.text(change.text()), command);
    }

    private String card(String kind, String name, String title, String body) {
        return """
                <article class="card %s" data-number="%d"><header><span class="kind">%s</span><h2>%s</h2>%s</header>
                %s
                </article>
                """.formatted(kind, received.number(), name, Html.text(title), time(), body);
    }

    private String time() {
        Instant at = received.at();
        return "<time datetime=\"%s\">%s</time>".formatted(at, TIME.format(at.atZone(zone)));
    }
}
