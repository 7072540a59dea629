package tocsin.evaluator.prometheus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.Query;
import tocsin.http.HttpCall;
import tocsin.http.HttpUrl;
import tocsin.http.SafeUrl;
import tocsin.http.Secret;

/**
 * One base URL: makes the requests to it, and remembers whether it takes POST. Any thread.
 *
 * <p>The parameters of the URL and of the group stay in the query string, where proxies look; the query itself goes into
 * the form, because it may be longer than any URL.
 */
final class Endpoint {
    private static final String PATH = "/api/v1/query";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String address;
    private final FormFields params;
    private final @Nullable Secret userInfo;
    private final boolean refusePartialResponse;
    /**
     * Old proxies refuse POST with 405 or 501. That holds until the configuration is replaced, so it takes an answer by GET
     * to believe it: the maintenance page of a proxy refuses POST, too, but only for a while.
     */
    private volatile boolean getOnly;

    Endpoint(String baseUrl, boolean refusePartialResponse) {
        String url = withoutFragment(baseUrl);
        int question = url.indexOf('?');
        String base = question < 0 ? url : url.substring(0, question);
        this.address = base.replaceAll("/+$", "") + PATH;
        this.params = FormFields.parse(question < 0 ? "" : url.substring(question + 1));
        this.userInfo = HttpUrl.parse(baseUrl).userInfo();
        this.refusePartialResponse = refusePartialResponse;
    }

    private static String withoutFragment(String url) {
        int fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }

    /** @param get whether to use GET even if the endpoint is not known to refuse POST */
    HttpCall call(Query query, Map<String, String> headers, Duration timeout, boolean get) {
        FormFields url = params.copy();
        query.params().forEach(url::put);
        url.remove("query").remove("time").remove("timeout");
        if (refusePartialResponse) {
            url.putIfAbsent("partial_response", "false");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "application/json");
        return get || getOnly ? get(url, query, headers, all, timeout) : post(url, query, headers, all, timeout);
    }

    private HttpCall get(
            FormFields url, Query query, Map<String, String> headers, Map<String, String> all, Duration timeout) {
        all.putAll(headers);
        ask(url, query, timeout);
        return call(HttpMethod.GET, url, all, Buffer.buffer(), timeout);
    }

    private HttpCall post(
            FormFields url, Query query, Map<String, String> headers, Map<String, String> all, Duration timeout) {
        all.put("Content-Type", FORM);
        all.putAll(headers);
        FormFields form = new FormFields();
        ask(form, query, timeout);
        return call(HttpMethod.POST, url, all, Buffer.buffer(form.encode()), timeout);
    }

    /** The size of the answer is bounded by its decoder, which names the option. */
    private HttpCall call(
            HttpMethod method, FormFields url, Map<String, String> headers, Buffer body, Duration timeout) {
        String target = url.isEmpty() ? address : address + "?" + url.encode();
        return new HttpCall(method, target, headers, body, timeout, Long.MAX_VALUE, false, List.of());
    }

    private static void ask(FormFields fields, Query query, Duration timeout) {
        fields.put("query", query.expression());
        fields.put("time", decimalSeconds(query.time().toEpochMilli()));
        fields.put("timeout", decimalSeconds(timeout.toMillis()));
    }

    /** With exactly three fraction digits: every server reads that, and none takes it for milliseconds. */
    private static String decimalSeconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    boolean takesPost() {
        return !getOnly;
    }

    void refusesPost() {
        getOnly = true;
    }

    /** What must not be seen in the text of an answer. */
    List<String> secrets() {
        if (userInfo == null) {
            return List.of();
        }
        String text = userInfo.reveal();
        return List.of(text, text.substring(text.indexOf(':') + 1));
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return SafeUrl.of(address, false);
    }
}
