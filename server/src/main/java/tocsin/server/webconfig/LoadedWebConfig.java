package tocsin.server.webconfig;

import org.jspecify.annotations.Nullable;

/**
 * The file with the certificates that it names.
 *
 * @param tls null means plain HTTP
 */
record LoadedWebConfig(WebConfig config, @Nullable LoadedTls tls) {
    static final LoadedWebConfig EMPTY = new LoadedWebConfig(WebConfig.EMPTY, null);

    /** For a person who asked whether the file is good. */
    String summary() {
        WebConfig.RateLimit limit = config.rateLimit();
        return "%s, %s%s"
                .formatted(
                        tls == null
                                ? "plain HTTP"
                                : "TLS with " + tls.settings().clients(),
                        users(config.users().size()),
                        limit == null ? "" : ", a rate limit");
    }

    private static String users(int count) {
        return switch (count) {
            case 0 -> "no passwords";
            case 1 -> "1 user";
            default -> count + " users";
        };
    }
}
