package tocsin.notifiers.sns;

import io.vertx.core.buffer.Buffer;
import tocsin.http.HttpCall;
import tocsin.notifiers.UrlText;

/** The parameters of a call in AWS' query protocol. For one thread. */
final class AwsForm {
    private final StringBuilder form = new StringBuilder();

    AwsForm(String action, String version) {
        add("Action", action);
        add("Version", version);
    }

    void add(String name, String value) {
        form.append(form.isEmpty() ? "" : "&")
                .append(UrlText.query(name))
                .append('=')
                .append(UrlText.query(value));
    }

    void addIfSet(String name, String value) {
        if (!value.isEmpty()) {
            add(name, value);
        }
    }

    HttpCall call(String url) {
        return HttpCall.post(url, "application/x-www-form-urlencoded", Buffer.buffer(form.toString()));
    }
}
