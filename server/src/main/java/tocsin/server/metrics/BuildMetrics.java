package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What runs here: our version, the version of Alertmanager that we are compatible with, process and JVM metrics. */
public final class BuildMetrics {
    /** karma and amtool read this; they refuse or warn when it is old. */
    public static final String COMPATIBLE_ALERTMANAGER = "0.34.0";

    private BuildMetrics() {}

    public static void register(PrometheusRegistry registry, String version) {
        Info.builder()
                .name("tocsin_build_info")
                .help("Version of this build.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, Runtime.version().toString());
        Info.builder()
                .name("alertmanager_build_info")
                .help("Version of Alertmanager whose interface this build speaks.")
                .labelNames("version", "revision", "branch", "goversion", "goos", "goarch", "tags")
                .register(registry)
                .setLabelValues(COMPATIBLE_ALERTMANAGER, "", "", "", "", "", "");
        JvmMetrics.builder().register(registry);
    }
}
