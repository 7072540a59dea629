package tocsin.notifiers.slack;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;

/**
 * Where messages go and how: to a webhook, or with a token to the app's API. A token of {@code global} is taken only when
 * the entry has neither a URL nor an authorization of its own.
 *
 * @param http with the token, when there is one
 * @param token whether there is one
 */
record SlackTarget(SecretSource url, HttpClientConfig http, boolean token) {
    static final String APP_URL = "https://slack.com/api/chat.postMessage";

    SlackTarget {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(http, "http");
    }

    static SlackTarget read(Entry entry) {
        SecretSource ownUrl = entry.secretUrl("api_url");
        SecretSource ownToken = entry.secret("app_token");
        HttpClientConfig ownHttp = entry.ownHttp();
        String appUrl = entry.url("app_url", "slack_app_url", APP_URL);
        if (ownUrl != null && ownToken != null) {
            entry.fields()
                    .missing(
                            "`api_url` and `app_token`, or their files, exclude each other; keep the one that you use");
        }
        boolean ownWay = ownUrl != null || (ownHttp != null && ownHttp.authorization() != null);
        SecretSource token = ownToken == null && !ownWay ? entry.globalSecret("slack_app_token") : ownToken;
        HttpClientConfig http = ownHttp == null ? entry.globalHttp() : ownHttp;
        return token == null
                ? webhook(entry, ownUrl == null ? entry.globalSecret("slack_api_url") : ownUrl, http)
                : app(entry, appUrl, token, http);
    }

    private static SlackTarget webhook(Entry entry, @Nullable SecretSource url, HttpClientConfig http) {
        if (url == null) {
            entry.fields()
                    .missing(
                            "no Slack API URL nor app token: write `api_url` or `app_token`, or one of their files, here,"
                                    + " or `slack_api_url` or `slack_app_token` under `global`");
        }
        return new SlackTarget(url == null ? SecretSource.inline("") : url, http, false);
    }

    private static SlackTarget app(Entry entry, String appUrl, SecretSource token, HttpClientConfig http) {
        if (http.authorization() != null) {
            entry.fields()
                    .error(
                            "http_config",
                            "an authorization in `http_config` and a Slack app token exclude each other; keep one");
        }
        return new SlackTarget(
                SecretSource.inline(appUrl), http.withAuthorization(new Authorization("Bearer", token)), true);
    }

    /** Webhooks cannot change a message. */
    boolean updatesMessages() {
        return token || url.equals(SecretSource.inline(APP_URL));
    }
}
