package tocsin.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers that an {@code http_config} adds to each request, apart from those of OAuth2. Any thread. */
final class ConfiguredHeaders {
    private final HttpClientConfig config;

    ConfiguredHeaders(HttpClientConfig config) {
        this.config = config;
    }

    /**
     * A header on the wire.
     *
     * @param secrets in its value
     */
    record Header(String name, String value, List<String> secrets) {
        /** @throws IOException when the value cannot stand in a header; the message does not show it */
        Header checked() throws IOException {
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
                throw new IOException("the value for the header %s has a line break or another control character in it"
                        .formatted(name));
            }
            return this;
        }

        /** Shows no value: it may be a credential. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** Whether {@link #read} reads files. */
    boolean inFiles() {
        return sources().anyMatch(SecretSource.InFile.class::isInstance);
    }

    private Stream<@Nullable SecretSource> sources() {
        BasicAuth basic = config.basicAuth();
        Authorization authorization = config.authorization();
        Stream<@Nullable SecretSource> user =
                basic == null ? Stream.of() : Stream.of(basic.username(), basic.password());
        Stream<@Nullable SecretSource> bearer =
                authorization == null ? Stream.of() : Stream.of(authorization.credentials());
        Stream<@Nullable SecretSource> others = config.headers().stream().flatMap(header -> header.secrets().stream());
        return Stream.concat(Stream.concat(user, bearer), others);
    }

    /**
     * Blocks when {@link #inFiles}.
     *
     * @throws IOException when a file cannot be read, or holds what no header can carry
     */
    List<Header> read() throws IOException {
        List<Header> headers = new ArrayList<>();
        BasicAuth basic = config.basicAuth();
        if (basic != null) {
            String user = SecretFiles.readOrEmpty(basic.username());
            headers.add(basic(user, SecretFiles.readOrEmpty(basic.password())));
        }
        Authorization authorization = config.authorization();
        if (authorization != null) {
            String credentials = SecretFiles.readOrEmpty(authorization.credentials());
            headers.add(bearer(authorization.type(), credentials).checked());
        }
        for (ConfiguredHeader header : config.headers()) {
            for (String value : header.values()) {
                headers.add(new Header(header.name(), value, List.of()).checked());
            }
            for (SecretSource secret : header.secrets()) {
                String value = SecretFiles.read(secret);
                headers.add(new Header(header.name(), value, List.of(value)).checked());
            }
        }
        return headers;
    }

    static Header bearer(String type, String token) {
        return new Header("Authorization", type + " " + token, List.of(token));
    }

    static Header basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(pair);
        return new Header("Authorization", "Basic " + encoded, List.of(encoded, password));
    }

    /** The header that user and password of a URL stand for. */
    static Header basic(Secret userInfo) {
        String[] parts = userInfo.reveal().split(":", 2);
        return basic(ProxyChoice.decoded(parts[0]), parts.length > 1 ? ProxyChoice.decoded(parts[1]) : "");
    }
}
