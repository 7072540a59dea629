package tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/** Label sets of alerts as a large installation has them, ten labels each; the same number gives the same alert. */
final class AlertLabels {
    private static final String[] SEVERITIES = {"info", "warning", "critical", "page"};

    private AlertLabels() {}

    static Labels of(int number) {
        int service = number % 1_000;
        return Labels.of(
                "alertname", "Alert" + number % 200,
                "cluster", "cluster-" + number % 20,
                "container", "app",
                "instance", "10.0." + number / 250 + '.' + number % 250 + ":9100",
                "job", "job-" + service % 50,
                "namespace", "tenant-" + service % 100,
                "pod", "checkout-" + Integer.toHexString(number % 5_000) + "-" + number,
                "region", "eu-west-1",
                "service", "svc-" + service,
                "severity", SEVERITIES[number / 7 % SEVERITIES.length]);
    }

    static List<Labels> some(int count) {
        List<Labels> alerts = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            alerts.add(of(number));
        }
        return alerts;
    }

    static Matcher is(String name, String value) {
        return new Matcher(name, Op.EQUAL, value);
    }

    static Matcher like(String name, String regex) {
        return new Matcher(name, Op.REGEX, regex);
    }
}
