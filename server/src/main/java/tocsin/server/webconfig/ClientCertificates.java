package tocsin.server.webconfig;

import io.vertx.core.http.ClientAuth;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.config.NearestName;

/** What is asked of clients, {@code client_auth_type}; Go's names for it. */
enum ClientCertificates {
    NONE("NoClientCert", ClientAuth.NONE, false),
    /** May be shown, and may be any: nothing is protected by it. */
    REQUEST("RequestClientCert", ClientAuth.REQUEST, false),
    /** Must be shown, and may be any. */
    REQUIRE_ANY("RequireAnyClientCert", ClientAuth.REQUIRED, false),
    VERIFY_IF_GIVEN("VerifyClientCertIfGiven", ClientAuth.REQUEST, true),
    REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", ClientAuth.REQUIRED, true);

    /** How old versions called {@link #REQUIRE_ANY}. */
    private static final String ALIAS = "RequireClientCert";

    private static final List<String> NAMES =
            Arrays.stream(values()).map(each -> each.text).toList();

    private final String text;
    private final ClientAuth mode;
    private final boolean verified;

    ClientCertificates(String text, ClientAuth mode, boolean verified) {
        this.text = text;
        this.mode = mode;
        this.verified = verified;
    }

    /** @throws IllegalArgumentException when there is no such name; the message says what to write */
    static ClientCertificates parse(String text) {
        ClientCertificates named = named(text.equals(ALIAS) ? REQUIRE_ANY.text : text);
        if (named == null) {
            throw new IllegalArgumentException("unknown `%s`%s; there are %s"
                    .formatted(text, NearestName.hint(text, NAMES), String.join(", ", NAMES)));
        }
        return named;
    }

    private static @Nullable ClientCertificates named(String text) {
        return Arrays.stream(values())
                .filter(each -> each.text.equals(text))
                .findFirst()
                .orElse(null);
    }

    ClientAuth mode() {
        return mode;
    }

    /** Whether the certificate must come from {@code client_ca}. */
    boolean verified() {
        return verified;
    }

    boolean required() {
        return mode == ClientAuth.REQUIRED;
    }

    @Override
    public String toString() {
        return text;
    }
}
