package tocsin.notifiers.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.AttachmentField;

class MattermostKindTest {
    private final KindReading kind = new KindReading(MattermostKind::with);

    private MattermostConfig accepted(String entry, String global) {
        return kind.accepted(MattermostConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        MattermostConfig config = accepted("webhook_url: http://h", "{}");

        assertThat(config.webhookUrl()).isEqualTo(SecretSource.inline("http://h"));
        assertThat(config.username()).isEqualTo(called("username", "mattermost.default.username"));
        assertThat(config.own().fallback()).isEqualTo(called("fallback", "mattermost.default.fallback"));
        assertThat(config.own().color()).isEqualTo(called("color", "mattermost.default.color"));
        assertThat(config.own().text()).isEqualTo(called("text", "mattermost.default.text"));
        assertThat(config.own().title()).isEqualTo(called("title", "mattermost.default.title"));
        assertThat(config.own().titleLink()).isEqualTo(called("title_link", "mattermost.default.titlelink"));
        assertThat(config.own().pretext()).isEqualTo(text("pretext", ""));
        assertThat(config.attachments()).isEmpty();
        assertThat(config.card()).isNull();
        assertThat(config.priority()).isNull();
        assertThat(config.sendResolved()).isTrue();
    }

    @Test
    void reads_every_key() {
        MattermostConfig config = accepted("""
                webhook_url_file: url
                channel: c
                username: u
                text: t
                fallback: f
                color: o
                pretext: p
                author_name: an
                author_link: al
                author_icon: ai
                title: i
                title_link: il
                fields: [{title: a, value: b, short: true}]
                thumb_url: th
                footer: fo
                footer_icon: fi
                image_url: im
                icon_url: ic
                icon_emoji: ie
                type: custom_x
                props: {card: '{{ .Status }}'}
                priority: {priority: Urgent, requested_ack: true, persistent_notifications: true}
                attachments:
                - {fallback: a, color: b, pretext: c, text: d, author_name: e, author_link: f, author_icon: g, title: h,
                   title_link: i, fields: [{title: x, value: y}], thumb_url: j, footer: k, footer_icon: l, image_url: m}
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "{}");

        assertThat(config.webhookUrl()).isEqualTo(file("url"));
        assertThat(config.own().footerIcon()).isEqualTo(text("footer_icon", "fi"));
        assertThat(config.own().fields())
                .containsExactly(new AttachmentField(text("fields", "a"), text("fields", "b"), true));
        assertThat(config.type().text()).isEqualTo("custom_x");
        assertThat(config.card()).isEqualTo(text("props", "{{ .Status }}"));
        assertThat(config.priority()).isEqualTo(new MattermostPriority(text("priority", "Urgent"), true, true));
        assertThat(config.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.imageUrl()).isEqualTo(text("attachments", "m"));
            assertThat(attachment.fields())
                    .containsExactly(new AttachmentField(text("attachments", "x"), text("attachments", "y"), null));
        });
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_url_and_http_config() {
        MattermostConfig config =
                accepted("{}", "{mattermost_webhook_url: 'http://g', http_config: {enable_http2: false}}");

        assertThat(config.webhookUrl()).isEqualTo(SecretSource.inline("http://g"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
        assertThat(accepted("{}", "mattermost_webhook_url_file: f").webhookUrl())
                .isEqualTo(file("f"));
        assertThat(accepted("webhook_url_file: own", "mattermost_webhook_url: 'http://g'")
                        .webhookUrl())
                .isEqualTo(file("own"));
    }

    @Test
    void a_priority_that_counts_as_standard_is_a_warning() {
        KindReading.Outcome outcome = kind.read("{webhook_url: 'http://h', priority: {priority: high}}", "{}");

        assertThat(outcome.config()).isNotNull();
        assertThat(outcome.messages())
                .singleElement()
                .asString()
                .startsWith("a.yml:1:48: warning: unknown `priority`: `high`");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                                   | {} | 1:1: no `webhook_url`: write it or `webhook_url_file` here, or `mattermost_webhook_url`
        {webhook_url: 'http://h', webhook_url_file: f}       | {} | 1:45: at most one of `webhook_url` and `webhook_url_file`
        webhook_url: /hunter2                                | {} | 1:14: `webhook_url`: unsupported scheme for URL
        {webhook_url: 'http://h', fields: [{title: a}]}      | {} | 1:36: missing `value`
        {webhook_url: 'http://h', fields: [{value: a}]}      | {} | 1:36: missing `title`
        {webhook_url: 'http://h', attachments: [{fields: [{value: a}]}]} | {} | 1:51: missing `title`
        {webhook_url: 'http://h', attachments: [null]}       | {} | 1:41: `attachments` takes a list of mappings, found nothing in it
        {webhook_url: 'http://h', attachments: [{channel: a}]} | {} | 1:42: unknown key `channel`
        {webhook_url: 'http://h', attachments: [{text: '{{ a'}]} | {} | 1:48: `attachments`: template: :1:
        {webhook_url: 'http://h', props: {cards: a}}         | {} | 1:35: unknown key `cards`; did you mean `card`?
        {webhook_url: 'http://h', priority: urgent}          | {} | 1:37: `priority` takes a mapping, found a single value
        {webhook_url: 'http://h', priority: {requested_ack: 'yes'}} | {} | 1:53: `requested_ack`: `yes` is not a boolean
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
