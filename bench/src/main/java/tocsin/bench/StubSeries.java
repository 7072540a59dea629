package tocsin.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;

/**
 * Series as a Kubernetes scrape would have them: eight labels, most values shared between neighbours, three of their own.
 * The same numbers give the same series in every run.
 */
public final class StubSeries {
    private StubSeries() {}

    /** Names and values in turn, names sorted, {@code __name__} first. A fresh array with fresh strings for the values. */
    public static String[] pairs(int rule, int series) {
        return new String[] {
            Labels.METRIC_NAME,
            "stub_metric",
            "cluster",
            "prod-eu-west-1",
            "idx",
            Integer.toString(series),
            "instance",
            "10.0." + series / 250 + '.' + series % 250 + ":9100",
            "job",
            "kubernetes-pods",
            "namespace",
            "tenant-" + rule % 50,
            "pod",
            "checkout-api-" + rule + '-' + series,
            "rule",
            Integer.toString(rule)
        };
    }

    public static Labels labels(int rule, int series) {
        String[] pairs = pairs(rule, series);
        return Labels.ofPairs(pairs, pairs.length);
    }

    /** Label sets of the series 0 to {@code count - 1} of rule 0. */
    public static List<Labels> labels(int count) {
        List<Labels> labels = new ArrayList<>(count);
        for (int series = 0; series < count; series++) {
            labels.add(labels(0, series));
        }
        return labels;
    }

    /** The answer of a Prometheus to an instant query with so many series, each with the value 1. */
    public static byte[] vector(int rule, int count) {
        StringBuilder json = new StringBuilder(count * 240 + 100);
        json.append("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
        for (int series = 0; series < count; series++) {
            json.append(series == 0 ? "" : ",").append("{\"metric\":{");
            appendPairs(json, pairs(rule, series));
            json.append("},\"value\":[1700000000.123,\"1\"]}");
        }
        return json.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendPairs(StringBuilder json, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            json.append(i == 0 ? "\"" : ",\"");
            json.append(pairs[i]).append("\":\"").append(pairs[i + 1]).append('"');
        }
    }
}
