package tocsin.notifiers.email;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tocsin.http.Secret;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;

/**
 * Says who we are: by the first mechanism of the server's list that the configuration has a secret for. XOAUTH2 is not among
 * them, for {@code email_configs} has no token. A password goes over TLS only, unless the server is on this machine. Blocks.
 */
final class SmtpAuth {
    private static final int GO_ON = 334;
    private static final int ACCEPTED = 235;

    private final EmailAuth auth;
    private final Smarthost smarthost;
    private final SmtpSession session;
    /** Answers may quote them, as they are or as they were sent. */
    private final List<String> secrets = new ArrayList<>();

    private SmtpAuth(EmailAuth auth, Smarthost smarthost, SmtpSession session) {
        this.auth = auth;
        this.smarthost = smarthost;
        this.session = session;
    }

    /** Does nothing without a user name, and where the server does not offer it. */
    static void authenticate(EmailAuth auth, Smarthost smarthost, SmtpSession session) throws SmtpFailure {
        String offered = session.getExtensionParameter("AUTH");
        if (offered != null && !auth.username().isEmpty()) {
            new SmtpAuth(auth, smarthost, session).byOneOf(offered);
        }
    }

    private void byOneOf(String offered) throws SmtpFailure {
        for (String mechanism : offered.toUpperCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (mechanism.equals("CRAM-MD5") && auth.secret() != null) {
                cramMd5(auth.secret());
                return;
            }
            if (mechanism.equals("PLAIN") && auth.password() != null) {
                plain(password(auth.password(), mechanism));
                return;
            }
            if (mechanism.equals("LOGIN") && auth.password() != null) {
                login(password(auth.password(), mechanism));
                return;
            }
        }
        throw SmtpFailure.permanent(
                "it offers AUTH %s, of which none can be used: CRAM-MD5 needs `auth_secret`, PLAIN and LOGIN need `auth_password`"
                        .formatted(OneLine.of(offered)));
    }

    private String password(SecretSource source, String mechanism) throws SmtpFailure {
        if (!smarthost.encrypted() && !smarthost.isLocal()) {
            throw SmtpFailure.permanent(
                    "unencrypted connection: AUTH %s would show the password; set `require_tls`".formatted(mechanism));
        }
        try {
            return known(SecretFiles.read(source));
        } catch (IOException e) {
            throw SmtpFailure.permanent("`auth_password`: " + e.getMessage());
        }
    }

    private void plain(String password) throws SmtpFailure {
        String response = known(base64(auth.identity() + '\0' + auth.username() + '\0' + password));
        expect("PLAIN", session.exchange("AUTH PLAIN " + response), ACCEPTED);
    }

    private void login(String password) throws SmtpFailure {
        challenged("LOGIN", session.exchange("AUTH LOGIN"), "username:");
        challenged("LOGIN", session.exchange(base64(auth.username())), "password:");
        expect("LOGIN", session.exchange(known(base64(password))), ACCEPTED);
    }

    private void challenged(String mechanism, int code, String expected) throws SmtpFailure {
        expect(mechanism, code, GO_ON);
        String challenge = challenge();
        if (!challenge.strip().equalsIgnoreCase(expected)) {
            throw canceled("asks in AUTH %s for \"%s\" where \"%s\" is expected"
                    .formatted(mechanism, OneLine.of(challenge), expected));
        }
    }

    private void cramMd5(SecretSource source) throws SmtpFailure {
        String secret = secret(source);
        expect("CRAM-MD5", session.exchange("AUTH CRAM-MD5"), GO_ON);
        String digest = hmacMd5(secret, challenge());
        expect("CRAM-MD5", session.exchange(base64(auth.username() + ' ' + digest)), ACCEPTED);
    }

    /** Of a file with the white space around it, as upstream uses it. */
    private String secret(SecretSource source) throws SmtpFailure {
        try {
            String secret = SecretFiles.readWhole(source);
            if (secret.isEmpty()) {
                throw SmtpFailure.permanent("`auth_secret` is empty");
            }
            return known(secret);
        } catch (IOException e) {
            throw SmtpFailure.permanent("`auth_secret`: " + e.getMessage());
        }
    }

    private static String hmacMd5(String secret, String challenge) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacMD5", e);
        }
    }

    /** What the server asks. */
    private String challenge() throws SmtpFailure {
        try {
            return new String(Base64.getDecoder().decode(session.answer()), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw canceled("asks in AUTH for something that is not base64: " + OneLine.of(session.answer()));
        }
    }

    private SmtpFailure canceled(String message) throws SmtpFailure {
        session.exchange("*");
        return SmtpFailure.temporary(hidden(message));
    }

    private void expect(String mechanism, int code, int expected) throws SmtpFailure {
        if (code == expected) {
            return;
        }
        SmtpFailure failure = session.unexpected("AUTH " + mechanism);
        if (code == GO_ON) {
            session.exchange("*");
        }
        throw failure.saying(hidden(failure.getMessage()));
    }

    private String known(String secret) {
        secrets.add(secret);
        return secret;
    }

    private String hidden(@Nullable String message) {
        String shown = String.valueOf(message);
        for (String secret : secrets) {
            shown = secret.isEmpty() ? shown : shown.replace(secret, Secret.HIDDEN);
        }
        return shown;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
