package tocsin.notifiers.rocketchat;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.FieldText;

class RocketchatKindTest {
    private final KindReading kind = new KindReading(RocketchatKind::with);

    private RocketchatConfig accepted(String entry, String global) {
        return kind.accepted(RocketchatConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{token: t, token_id: i}", "{}"))
                .isEqualTo(new RocketchatConfig(
                        "https://open.rocket.chat/",
                        SecretSource.inline("t"),
                        SecretSource.inline("i"),
                        new RocketchatTexts(
                                text("channel", ""),
                                FieldText.absent("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"),
                                called("title", "rocketchat.default.title"),
                                called("title_link", "rocketchat.default.titlelink"),
                                called("text", "rocketchat.default.text"),
                                called("emoji", "rocketchat.default.emoji"),
                                called("icon_url", "rocketchat.default.iconurl"),
                                text("image_url", ""),
                                text("thumb_url", "")),
                        List.of(),
                        false,
                        false,
                        List.of(),
                        HttpClientConfig.DEFAULT,
                        false));
    }

    @Test
    void reads_every_key() {
        RocketchatConfig config = accepted("""
                api_url: http://h
                token_file: t
                token_id_file: i
                channel: c
                color: o
                title: a
                title_link: b
                text: x
                emoji: e
                icon_url: n
                image_url: m
                thumb_url: u
                short_fields: true
                link_names: true
                fields: [{title: f, value: '{{ .Status }}', short: false}, {}]
                actions:
                - type: button
                  text: w
                  url: l
                  imageurl: a
                  iswebview: true
                  webviewheightratio: full
                  msg: g
                  msginchatwindow: true
                  msgprocessingtype: sendMessage
                http_config: {follow_redirects: false}
                send_resolved: true
                """, "{}");

        assertThat(config.token()).isEqualTo(file("t"));
        assertThat(config.tokenId()).isEqualTo(file("i"));
        assertThat(config.texts().thumbUrl()).isEqualTo(text("thumb_url", "u"));
        assertThat(config.shortFields()).isTrue();
        assertThat(config.linkNames()).isTrue();
        assertThat(config.fields())
                .containsExactly(
                        new AttachmentField(text("fields", "f"), text("fields", "{{ .Status }}"), false),
                        new AttachmentField(text("fields", ""), text("fields", ""), null));
        assertThat(config.actions())
                .containsExactly(
                        new RocketchatAction(text("actions", "w"), text("actions", "l"), text("actions", "g")));
        assertThat(config.sendResolved()).isTrue();
    }

    @Test
    void inherits_url_tokens_and_http_config() {
        RocketchatConfig config = accepted("token_id_file: own", """
                rocketchat_api_url: http://g
                rocketchat_token_file: t
                rocketchat_token_id: i
                http_config: {enable_http2: false}
                """);

        assertThat(config.apiUrl()).isEqualTo("http://g");
        assertThat(config.token()).isEqualTo(file("t"));
        assertThat(config.tokenId()).isEqualTo(file("own"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        token_id: i                                | {} | 1:1: no `token`: write it or `token_file` here, or `rocketchat_token`
        token: t                                   | {} | 1:1: no `token_id`: write it or `token_id_file` here, or `rocketchat_token_id`
        {token: hunter2, token_id: i, token_file: f} | {} | 1:43: at most one of `token` and `token_file`
        {token: t, token_id: hunter2, token_id_file: f} | {} | 1:46: at most one of `token_id` and `token_id_file`
        {token: t, token_id: i, actions: [{is_webview: true}]} | {} | 1:36: unknown key `is_webview`; did you mean `iswebview`?
        {token: t, token_id: i, fields: [null]}    | {} | 1:34: `fields` takes a list of mappings, found nothing in it
        {token: t, token_id: i, fields: [{short: 'yes'}]} | {} | 1:42: `short`: `yes` is not a boolean
        {token: t, token_id: i, titleLink: a}      | {} | 1:25: unknown key `titleLink`; did you mean `title_link`?
        {token: t, token_id: i}                    | rocketchat_api_url: | 1:1: no URL: write `api_url` here or `rocketchat_api_url`
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
