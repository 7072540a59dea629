package tocsin.server.webconfig;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Who sent a request: the user of {@code basic_auth_users} whose password it came with. */
public final class AuthenticatedUser {
    private static final String KEY = AuthenticatedUser.class.getName();

    private AuthenticatedUser() {}

    /**
     * The user's name as it stands in the file; empty when nobody is asked for a password. It was checked: unlike a name
     * in the body of a request it can be relied on. For every handler of a {@link WebFront}'s routes.
     */
    public static Optional<String> of(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    static void set(RoutingContext context, String name) {
        context.put(KEY, name);
    }
}
