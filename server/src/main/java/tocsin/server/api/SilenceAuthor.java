package tocsin.server.api;

import java.util.Optional;
import tocsin.router.silence.SilenceRequest;

/** Whose name a silence bears when the request is authenticated: {@code --silences.author}. The audit has both. */
public enum SilenceAuthor {
    /**
     * The one that the request names; the authenticated user when it names none. Proxies such as karma and Grafana log in
     * as themselves and name the person.
     */
    REQUEST,
    /** The authenticated user, whatever the request says. */
    AUTHENTICATED;

    /** @param user who is authenticated, if anybody is; else the request stays as it is */
    SilenceRequest sign(SilenceRequest request, Optional<String> user) {
        boolean namesNobody = request.createdBy().isEmpty();
        return user.filter(name -> this == AUTHENTICATED || namesNobody)
                .map(request::by)
                .orElse(request);
    }
}
