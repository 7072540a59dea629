package tocsin.notifiers.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;

class TelegramKindTest {
    private final KindReading kind = new KindReading(TelegramKind::with);

    private TelegramConfig accepted(String entry, String global) {
        return kind.accepted(TelegramConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{bot_token: t, chat_id: -1001234567890}", "{}"))
                .isEqualTo(new TelegramConfig(
                        "https://api.telegram.org",
                        SecretSource.inline("t"),
                        new TelegramChat(-1001234567890L, null),
                        0,
                        called("message", "telegram.default.message"),
                        false,
                        "HTML",
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        TelegramConfig config = accepted("""
                api_url: http://h
                bot_token_file: t
                chat_id_file: c
                message_thread_id: 7
                message: m
                disable_notifications: true
                parse_mode: ''
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "{}");

        assertThat(config.apiUrl()).isEqualTo("http://h");
        assertThat(config.botToken()).isEqualTo(file("t"));
        assertThat(config.chat()).isEqualTo(new TelegramChat(0, file("c")));
        assertThat(config.messageThreadId()).isEqualTo(7);
        assertThat(config.disableNotifications()).isTrue();
        assertThat(config.parseMode()).isEmpty();
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_url_token_and_http_config() {
        TelegramConfig config = accepted(
                "chat_id: 1",
                "{telegram_api_url: 'http://g', telegram_bot_token: t, http_config: {enable_http2: false}}");

        assertThat(config.apiUrl()).isEqualTo("http://g");
        assertThat(config.botToken()).isEqualTo(SecretSource.inline("t"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        chat_id: 1                                   | {} | 1:1: no `bot_token`: write it or `bot_token_file` here, or `telegram_bot_token`
        bot_token: t                                 | {} | 1:1: one of `chat_id` and `chat_id_file` is required
        {bot_token: t, chat_id: 0}                   | {} | 1:25: one of `chat_id` and `chat_id_file` is required
        {bot_token: t, chat_id: '1'}                 | {} | 1:25: `chat_id`: `1` is not a whole number
        {bot_token: t, chat_id: 1, chat_id_file: f}  | {} | 1:42: at most one of `chat_id` and `chat_id_file`
        {bot_token: hunter2, chat_id: 1, bot_token_file: f} | {} | 1:50: at most one of `bot_token` and `bot_token_file`
        {bot_token: t, chat_id: 1, message_thread_id: '7'} | {} | 1:47: `message_thread_id`: `7` is not a whole number
        {bot_token: t, chat_id: 1, parse_mode: html} | {} | 1:40: `parse_mode`: unknown `html`; write one of HTML, Markdown, MarkdownV2
        {bot_token: t, chat_id: 1, api_url: ''}      | {} | 1:37: `api_url`: unsupported scheme for URL
        {bot_token: t, chat_id: 1, chatid: 2}        | {} | 1:28: unknown key `chatid`; did you mean `chat_id`?
        {bot_token: t, chat_id: 1, message: '{{ .'}  | {} | 1:37: `message`: template: :1:
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
