package tocsin.notifiers.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.http.Authorization;
import tocsin.http.BasicAuth;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;

/** The credentials that an {@code http_config} adds to each request, so that no message shows what an answer quotes of them. */
public final class HttpSecrets {
    private HttpSecrets() {}

    /**
     * As they are now. Blocks.
     *
     * @throws IOException of a file, with a message for people
     */
    public static List<String> of(HttpClientConfig http) throws IOException {
        List<String> secrets = new ArrayList<>();
        Authorization authorization = http.authorization();
        if (authorization != null) {
            secrets.add(read(authorization.credentials()));
        }
        BasicAuth basic = http.basicAuth();
        if (basic != null) {
            String password = read(basic.password());
            String pair = read(basic.username()) + ':' + password;
            secrets.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            secrets.add(password);
        }
        return secrets;
    }

    private static String read(@Nullable SecretSource source) throws IOException {
        return source == null ? "" : SecretFiles.read(source);
    }
}
