package tocsin.notifiers.email;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.HostPort;
import tocsin.http.SecretSource;
import tocsin.http.TlsConfig;
import tocsin.notifiers.KindReading;

class EmailKindTest {
    private final KindReading kind = new KindReading(EmailKind::with);

    private EmailConfig accepted(String entry, String global) {
        return kind.accepted(EmailConfig.class, entry, global);
    }

    private static final String SERVER = "{smtp_smarthost: 'mail:25', smtp_from: am}";

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("to: a", SERVER))
                .isEqualTo(new EmailConfig(
                        text("to", "a"),
                        text("from", "am"),
                        new HostPort("mail", "25"),
                        "localhost",
                        new EmailAuth("", null, null, ""),
                        true,
                        null,
                        TlsConfig.SYSTEM,
                        Map.of(),
                        called("html", "email.default.html"),
                        text("text", ""),
                        EmailThreading.OFF,
                        false));
    }

    @Test
    void reads_every_key() {
        EmailConfig config = accepted("""
                to: 'Ops <ops@x>, {{ .CommonLabels.owner }}'
                from: f
                smarthost: '[::1]:smtp'
                hello: h
                auth_username: u
                auth_password: p
                auth_secret_file: s
                auth_identity: i
                require_tls: false
                force_implicit_tls: true
                tls_config: {insecure_skip_verify: true}
                headers: {subject: '{{ .Status }}', x-foo-BAR: b}
                html: ''
                text: t
                threading: {enabled: true, thread_by_date: none}
                send_resolved: true
                """, """
                smtp_smarthost: mail:25
                smtp_from: am
                smtp_hello: gh
                smtp_auth_username: gu
                smtp_auth_password: gp
                smtp_auth_secret: gs
                smtp_auth_identity: gi
                smtp_tls_config: {server_name: n}
                """);

        assertThat(config.from()).isEqualTo(text("from", "f"));
        assertThat(config.smarthost()).isEqualTo(new HostPort("::1", "smtp"));
        assertThat(config.hello()).isEqualTo("h");
        assertThat(config.auth()).isEqualTo(new EmailAuth("u", SecretSource.inline("p"), file("s"), "i"));
        assertThat(config.requireTls()).isFalse();
        assertThat(config.forceImplicitTls()).isTrue();
        assertThat(config.tls()).isEqualTo(new TlsConfig(null, null, null, "", true, null, null));
        assertThat(config.headers())
                .containsExactly(
                        Map.entry("Subject", text("headers", "{{ .Status }}")),
                        Map.entry("X-Foo-Bar", text("headers", "b")));
        assertThat(config.html().text()).isEmpty();
        assertThat(config.text()).isEqualTo(text("text", "t"));
        assertThat(config.threading()).isEqualTo(EmailThreading.FOREVER);
        assertThat(config.sendResolved()).isTrue();
    }

    @Test
    void inherits_what_it_does_not_say() {
        EmailConfig config = accepted("to: a", """
                smtp_smarthost: mail:25
                smtp_from: am
                smtp_hello: gh
                smtp_auth_username: gu
                smtp_auth_password_file: gp
                smtp_auth_secret: gs
                smtp_auth_identity: gi
                smtp_require_tls: false
                smtp_force_implicit_tls: false
                smtp_tls_config: {server_name: n}
                """);

        assertThat(config.hello()).isEqualTo("gh");
        assertThat(config.auth()).isEqualTo(new EmailAuth("gu", file("gp"), SecretSource.inline("gs"), "gi"));
        assertThat(config.requireTls()).isFalse();
        assertThat(config.forceImplicitTls()).isFalse();
        assertThat(config.tls()).isEqualTo(new TlsConfig(null, null, null, "n", false, null, null));
    }

    @Test
    void an_own_secret_keeps_the_pair_of_global_away_and_a_file_counts_before_a_text() {
        String global = "{smtp_smarthost: 'mail:25', smtp_from: am, smtp_auth_password: gp, smtp_auth_secret_file: gs}";

        assertThat(accepted("{to: a, auth_password_file: p, auth_secret: s}", global)
                        .auth())
                .isEqualTo(new EmailAuth("", file("p"), SecretSource.inline("s"), ""));
        assertThat(accepted("{to: a, auth_password: t, auth_password_file: p}", global)
                        .auth()
                        .password())
                .isEqualTo(file("p"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {}                                         | OFF
        {enabled: false, thread_by_date: whatever} | OFF
        {enabled: true}                            | DAILY
        {enabled: true, thread_by_date: daily}     | DAILY
        {enabled: true, thread_by_date: none}      | FOREVER
        """)
    void threads_are_daily_unless_the_entry_says_otherwise(String threading, EmailThreading expected) {
        assertThat(accepted("{to: a, threading: " + threading + "}", SERVER).threading())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is left out of mails")
    @ValueSource(strings = {"strange header", "a:b", "", "content-type", "MIME-Version"})
    void headers_that_would_make_no_mail_are_told(String name) {
        assertThat(kind.read("{to: a, headers: {'" + name + "': b}}", SERVER).messages())
                .singleElement()
                .asString()
                .startsWith("a.yml:1:18: warning: the header `" + name + "` is left out of mails:");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                          | {smtp_smarthost: 'm:25', smtp_from: f} | 1:1: missing to address in email config
        {to: a, from: f}                            | {} | 1:1: no global SMTP smarthost set: write `smarthost` here, or `smtp_smarthost` under `global`
        {to: a, smarthost: 'm:25'}                  | {} | 1:1: no global SMTP from set: write `from` here, or `smtp_from` under `global`
        {to: a, smarthost: 'mail:25:25'}            | {smtp_smarthost: 'm:25', smtp_from: f} | 1:20: `smarthost`: address mail:25:25: too many colons in address
        {to: a, smarthost: 'mail:imap'}             | {smtp_from: f} | 1:20: the port of the smarthost is `imap`: write a number such as 587, or smtp, submission or smtps
        {to: a, smarthost: 'mail:65536'}            | {smtp_from: f} | 1:20: the port of the smarthost is `65536`
        {to: a, smarthost: mail}                    | {smtp_smarthost: 'm:25', smtp_from: f} | 1:20: `smarthost`: address mail: missing port in address
        {to: a, headers: {subject: b, Subject: c}}  | {smtp_smarthost: 'm:25', smtp_from: f} | 1:31: duplicate header "Subject" in email config
        {to: a, headers: {x-a: '{{ b'}}             | {smtp_smarthost: 'm:25', smtp_from: f} | 1:24: `headers`: template: :1:
        {to: a, headers: [a]}                       | {smtp_smarthost: 'm:25', smtp_from: f} | 1:18: `headers` takes a mapping, found a list
        {to: a, threading: {enabled: true, thread_by_date: weekly}} | {smtp_smarthost: 'm:25', smtp_from: f} | 1:52: unknown `thread_by_date`: `weekly`; write daily or none
        {to: a, threading: {enabled: true}, headers: {references: x}} | {smtp_smarthost: 'm:25', smtp_from: f} | 1:20: `threading` sets the header References, which `headers` has too
        {to: a, threading: {enabled: true}, headers: {in-reply-to: x}} | {smtp_smarthost: 'm:25', smtp_from: f} | 1:20: `threading` sets the header In-Reply-To
        {to: a, threading: {enable: true}}          | {smtp_smarthost: 'm:25', smtp_from: f} | 1:21: unknown key `enable`; did you mean `enabled`?
        {to: a, require_tls: 'yes'}                 | {smtp_smarthost: 'm:25', smtp_from: f} | 1:22: `require_tls`: `yes` is not a boolean
        {to: a, force_implicit_tls: 1}              | {smtp_smarthost: 'm:25', smtp_from: f} | 1:29: `force_implicit_tls`: `1` is not a boolean
        {to: a, tls_config: {ca: x, cafile: y}}     | {smtp_smarthost: 'm:25', smtp_from: f} | 1:29: unknown key `cafile`; did you mean `ca_file`?
        {to: a, http_config: {}}                    | {smtp_smarthost: 'm:25', smtp_from: f} | 1:9: unknown key `http_config`
        {to: a, auth_password: [hunter2]}           | {smtp_smarthost: 'm:25', smtp_from: f} | 1:24: `auth_password` takes one value, found a list
        {to: [a]}                                   | {smtp_smarthost: 'm:25', smtp_from: f} | 1:6: `to` takes one value
        {to: '{{ a'}                                | {smtp_smarthost: 'm:25', smtp_from: f} | 1:6: `to`: template: :1:
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
