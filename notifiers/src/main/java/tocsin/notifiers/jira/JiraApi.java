package tocsin.notifiers.jira;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.regex.Pattern;
import tocsin.http.HttpCall;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.UrlText;

/** The requests of Jira's REST API that an integration makes. Immutable; any thread. */
final class JiraApi {
    /** The first that is open counts; more than one is the work of people. */
    private static final int MOST_FOUND = 10;

    private static final Pattern CLOUD = Pattern.compile("(?i)https?://[^/?#]*atlassian\\.net(:\\d*)?([/?#].*)?");

    private static final String VERSION_2 = "/2/";
    private static final String VERSION_3 = "/3/";

    private final String directory;
    private final boolean cloud;

    JiraApi(JiraConfig config) {
        this.directory = directory(config.apiUrl());
        this.cloud = switch (config.apiType()) {
            case "cloud" -> true;
            case "datacenter" -> false;
            default -> CLOUD.matcher(config.apiUrl()).matches();
        };
    }

    /** Without a query, which the API has none of. */
    private static String directory(String url) {
        return url.replaceFirst("[?#].*", "").replaceFirst("/*$", "/");
    }

    /** Whether descriptions are documents, not texts. */
    boolean takesDocuments() {
        return directory.endsWith(VERSION_3);
    }

    HttpCall search(String query) {
        Buffer body = GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "jql", query);
            json.writeNumberField("maxResults", MOST_FOUND);
            json.writeArrayFieldStart("fields");
            json.writeString("status");
            json.writeEndArray();
            json.writeEndObject();
        });
        return HttpCall.post(searchUrl(), "application/json", body);
    }

    /** Jira Cloud has given up the search that data centers have, and has the new one in version 3 only. */
    private String searchUrl() {
        if (!cloud) {
            return directory + "search";
        }
        String version3 = directory.endsWith(VERSION_2)
                ? directory.substring(0, directory.length() - VERSION_2.length()) + VERSION_3
                : directory;
        return version3 + "search/jql";
    }

    HttpCall create(Buffer issue) {
        return HttpCall.post(directory + "issue", "application/json", issue);
    }

    HttpCall update(String key, Buffer issue) {
        return HttpCall.of(HttpMethod.PUT, url(key), issue).withHeader("Content-Type", "application/json");
    }

    HttpCall transitions(String key) {
        return HttpCall.get(url(key) + "/transitions");
    }

    HttpCall move(String key, String transitionId) {
        Buffer body = GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("transition");
            GoJson.writeField(json, "id", transitionId);
            json.writeEndObject();
            json.writeEndObject();
        });
        return HttpCall.post(url(key) + "/transitions", "application/json", body);
    }

    private String url(String key) {
        return directory + "issue/" + UrlText.segment(key);
    }
}
