package tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.AttachmentField;

class SlackKindTest {
    private final KindReading kind = new KindReading(SlackKind::with);

    private SlackConfig accepted(String entry, String global) {
        return kind.accepted(SlackConfig.class, entry, global);
    }

    private static HttpClientConfig token(SecretSource token) {
        return HttpClientConfig.DEFAULT.withAuthorization(new Authorization("Bearer", token));
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("api_url: http://h", "{}"))
                .isEqualTo(new SlackConfig(
                        SecretSource.inline("http://h"),
                        new SlackTexts(
                                text("channel", ""),
                                called("username", "slack.default.username"),
                                called("color", "slack.default.color"),
                                called("title", "slack.default.title"),
                                called("title_link", "slack.default.titlelink"),
                                called("pretext", "slack.default.pretext"),
                                called("text", "slack.default.text"),
                                text("message_text", ""),
                                called("fallback", "slack.default.fallback"),
                                called("callback_id", "slack.default.callbackid"),
                                called("icon_emoji", "slack.default.iconemoji"),
                                called("icon_url", "slack.default.iconurl"),
                                text("image_url", ""),
                                text("thumb_url", ""),
                                called("footer", "slack.default.footer")),
                        List.of(),
                        false,
                        List.of(),
                        List.of("fallback", "pretext", "text"),
                        false,
                        false,
                        Duration.ZERO,
                        HttpClientConfig.DEFAULT,
                        false));
    }

    @Test
    void reads_every_key() {
        SlackConfig config = accepted("""
                app_token_file: t
                app_url: http://a
                channel: '#{{ .CommonLabels.team }}'
                username: u
                color: c
                title: t
                title_link: l
                pretext: p
                text: x
                message_text: m
                fields: [{title: a, value: b, short: yes}, {title: a, value: b}]
                short_fields: true
                footer: f
                fallback: k
                callback_id: i
                icon_emoji: e
                icon_url: n
                image_url: g
                thumb_url: h
                link_names: true
                mrkdwn_in: [text]
                actions:
                - {type: button, text: go, url: 'http://x', style: s, name: gone, value: gone, confirm: {text: gone}}
                - {type: button, text: ok, name: n, value: v,
                   confirm: {text: sure, title: t, ok_text: o, dismiss_text: d}}
                update_message: true
                timeout: 5s
                http_config: {follow_redirects: false}
                send_resolved: true
                """, "{}");

        assertThat(config.url()).isEqualTo(SecretSource.inline("http://a"));
        assertThat(config.http()).isEqualTo(token(file("t")).withFollowRedirects(false));
        assertThat(config.texts().messageText()).isEqualTo(text("message_text", "m"));
        assertThat(config.texts().thumbUrl()).isEqualTo(text("thumb_url", "h"));
        assertThat(config.fields()).extracting(AttachmentField::narrow).containsExactly(true, null);
        assertThat(config.shortFields()).isTrue();
        assertThat(config.linkNames()).isTrue();
        assertThat(config.mrkdwnIn()).containsExactly("text");
        assertThat(config.actions())
                .containsExactly(
                        action("go", "http://x", "s", "", "", null),
                        action(
                                "ok",
                                "",
                                "",
                                "n",
                                "v",
                                new SlackConfirmation(
                                        text("actions", "sure"),
                                        text("actions", "t"),
                                        text("actions", "o"),
                                        text("actions", "d"))));
        assertThat(config.updateMessage()).isTrue();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.sendResolved()).isTrue();
    }

    private static SlackAction action(
            String text, String url, String style, String name, String value, @Nullable SlackConfirmation confirm) {
        return new SlackAction(
                text("actions", "button"),
                text("actions", text),
                text("actions", url),
                text("actions", style),
                text("actions", name),
                text("actions", value),
                confirm);
    }

    @ParameterizedTest(name = "{0} under {1} goes to {2} with {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        api_url: http://h               | {}                              | http://h                               | nothing
        api_url: http://h               | slack_app_token: t              | http://h                               | nothing
        {}                              | slack_api_url: http://g         | http://g                               | nothing
        {}                              | slack_app_token: t              | https://slack.com/api/chat.postMessage | t
        app_token: own                  | slack_api_url: http://g         | https://slack.com/api/chat.postMessage | own
        app_token: own                  | slack_app_token: t              | https://slack.com/api/chat.postMessage | own
        {}                              | {slack_app_token: t, slack_app_url: 'http://a'} | http://a               | t
        {app_token: own, app_url: 'http://b'} | slack_app_url: http://a   | http://b                               | own
        http_config: {authorization: {credentials: c}} | {slack_app_token: t, slack_api_url: 'https://slack.com/api/chat.postMessage'} | https://slack.com/api/chat.postMessage | c
        http_config: {}                 | {slack_app_token: t, http_config: {authorization: {credentials: c}}} | https://slack.com/api/chat.postMessage | t
        """)
    void a_token_of_global_gives_way_to_an_own_url_or_authorization(
            String entry, String global, String url, String token) {
        SlackConfig config = accepted(entry, global);

        assertThat(config.url()).isEqualTo(SecretSource.inline(url));
        assertThat(config.http())
                .isEqualTo(token.equals("nothing") ? HttpClientConfig.DEFAULT : token(SecretSource.inline(token)));
    }

    @Test
    void an_own_url_file_stops_the_token_of_global_too() {
        SlackConfig config = accepted("api_url_file: f", "slack_app_token: t");

        assertThat(config.url()).isEqualTo(file("f"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT);
    }

    @ParameterizedTest(name = "{0} under {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {update_message: true, app_token: t}                                          | {}
        {update_message: true}                                                        | slack_app_token: t
        {update_message: true, api_url: 'https://slack.com/api/chat.postMessage'}     | {}
        {update_message: true}                                                        | slack_api_url: https://slack.com/api/chat.postMessage
        """)
    void messages_can_be_updated_by_a_bot(String entry, String global) {
        assertThat(accepted(entry, global).updateMessage()).isTrue();
    }

    @Test
    void inherits_the_http_config() {
        assertThat(accepted("api_url: http://h", "http_config: {enable_http2: false}")
                        .http())
                .isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                            | {} | 1:1: no Slack API URL nor app token
        http_config: {authorization: {credentials: c}} | slack_app_token: t | 1:1: no Slack API URL nor app token
        api_url: ''                                   | {} | 1:10: `api_url`: unsupported scheme for URL
        api_url: /hunter2                             | {} | 1:10: `api_url`: unsupported scheme for URL
        {api_url: 'http://h', api_url_file: f}        | {} | 1:37: at most one of `api_url` and `api_url_file`
        {app_token: hunter2, app_token_file: f}       | {} | 1:38: at most one of `app_token` and `app_token_file`
        {api_url: 'http://h', app_token: hunter2}     | {} | 1:1: `api_url` and `app_token`, or their files, exclude each other
        {api_url_file: f, app_token_file: g}          | {} | 1:1: `api_url` and `app_token`, or their files, exclude each other
        app_token: t                                  | slack_app_url: | 1:1: no URL: write `app_url` here or `slack_app_url`
        {app_token: t, http_config: {authorization: {credentials: hunter2}}} | {} | 1:29: an authorization in `http_config` and a Slack app token exclude each other
        app_token: t                                  | http_config: {authorization: {credentials: hunter2}} | 1:1: an authorization in `http_config` and a Slack app token
        {api_url: 'http://h', update_message: true}   | {} | 1:39: `update_message` needs a bot token: `app_token`, or `api_url: https://slack.com/api/chat.postMessage`
        {api_url_file: f, update_message: true}       | {} | 1:35: `update_message` needs a bot token
        {api_url: 'http://h', fields: [{title: a}]}   | {} | 1:32: missing `value`
        {api_url: 'http://h', fields: [{title: '', value: a}]} | {} | 1:32: missing `title`
        {api_url: 'http://h', fields: [null]}         | {} | 1:32: `fields` takes a list of mappings, found nothing in it
        {api_url: 'http://h', fields: [{title: a, value: '{{ b'}]} | {} | 1:50: `fields`: template: :1:
        {api_url: 'http://h', fields: [{title: a, value: b, short: 1}]} | {} | 1:60: `short`: `1` is not a boolean
        {api_url: 'http://h', actions: [{text: a, url: b}]} | {} | 1:33: missing `type`
        {api_url: 'http://h', actions: [{type: a, url: b}]} | {} | 1:33: missing `text`
        {api_url: 'http://h', actions: [{type: a, text: b}]} | {} | 1:33: missing `name` or `url` of an action
        {api_url: 'http://h', actions: [{type: a, text: b, name: c, confirm: {title: d}}]} | {} | 1:70: missing `text`
        {api_url: 'http://h', actions: [{type: a, text: b, name: c, confirm: {text: d, ok: e}}]} | {} | 1:80: unknown key `ok`
        {api_url: 'http://h', mrkdwn_in: text}        | {} | 1:34: `mrkdwn_in` takes a list, found a single value
        {api_url: 'http://h', timeout: 1d}            | {} | 1:32: `timeout`: `1d` is not a duration
        {api_url: 'http://h', link_names: 'on'}       | {} | 1:35: `link_names`: `on` is not a boolean
        {api_url: 'http://h', chanel: a}              | {} | 1:23: unknown key `chanel`; did you mean `channel`?
        {api_url: 'http://h', post_updates_to_thread: true} | {} | 1:23: unknown key `post_updates_to_thread`
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
