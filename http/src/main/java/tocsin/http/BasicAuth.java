package tocsin.http;

import org.jspecify.annotations.Nullable;

/** {@code basic_auth}; what is null is sent empty. */
public record BasicAuth(
        @Nullable SecretSource username, @Nullable SecretSource password) {}
