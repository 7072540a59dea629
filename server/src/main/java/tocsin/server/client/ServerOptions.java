package tocsin.server.client;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tocsin.config.Problems;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpConfigFile;
import tocsin.http.HttpSender;
import tocsin.http.HttpUrl;
import tocsin.http.Secret;
import tocsin.http.SenderSettings;
import tocsin.server.cli.DurationConverter;

/** Which server a command asks, and how. */
final class ServerOptions {
    @Option(
            names = {"--url", "--alertmanager.url"},
            paramLabel = "URL",
            defaultValue = "${env:TOCSIN_URL:-http://localhost:9093}",
            description = "The server: Tocsin or an Alertmanager. May have a path prefix and USER:PASSWORD@."
                    + " Default: http://localhost:9093, or what TOCSIN_URL in the environment says.")
    private String url = "";

    @Option(
            names = "--http.config.file",
            paramLabel = "FILE",
            description =
                    "An http_config: credentials, TLS, proxy, headers. Not with credentials in --url. Default: none.")
    private @Nullable Path configFile;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "Longest wait for each answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(30);

    /** What a command does with the server. */
    interface Work {
        /** @return the exit status */
        int with(ApiClient client) throws ClientFailure;
    }

    /** Does it, and says on standard error why it cannot be done. */
    int ask(CommandSpec spec, Work work) {
        checkUrl(spec);
        PrintWriter err = spec.commandLine().getErr();
        try (ApiClient client = open()) {
            return work.with(client);
        } catch (ClientFailure e) {
            err.println("tocsin: " + e.getMessage());
            err.flush();
            return e.exitCode();
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    /** The user of the URL, whose name a silence bears unless another is given. */
    Optional<String> user() {
        Secret userInfo = HttpUrl.parse(base()).userInfo();
        return Optional.ofNullable(userInfo)
                .map(info -> info.reveal().replaceFirst("(?s):.*", ""))
                .map(ServerOptions::decoded)
                .filter(name -> !name.isEmpty());
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscapedAtAll) {
            return name;
        }
    }

    private void checkUrl(CommandSpec spec) {
        HttpUrl parsed;
        try {
            parsed = HttpUrl.parse(base());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage());
        }
        if (parsed.userInfo() != null && configFile != null) {
            throw new ParameterException(
                    spec.commandLine(), "credentials in --url and --http.config.file exclude each other");
        }
    }

    /** Without what people copy from the address line of a browser. */
    private String base() {
        return url.replaceFirst("(?s)[?#].*", "").replaceFirst("/+$", "");
    }

    private ApiClient open() throws ClientFailure {
        HttpClientConfig config = config();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            HttpSender sender =
                    HttpSender.open(vertx, config, SenderSettings.of("tocsin").withCompressedAnswers());
            return new ApiClient(vertx, sender, base(), timeout);
        } catch (HttpConfigException e) {
            vertx.close().await();
            throw ClientFailure.refused("--http.config.file: " + e.getMessage());
        }
    }

    private HttpClientConfig config() throws ClientFailure {
        if (configFile == null) {
            return HttpClientConfig.DEFAULT;
        }
        Problems problems = new Problems(configFile.toString());
        HttpClientConfig config = HttpConfigFile.read(configFile, problems);
        if (problems.hasErrors()) {
            throw ClientFailure.refused("--http.config.file: "
                    + String.join(
                            "\n", problems.list().stream().map(Object::toString).toList()));
        }
        return config;
    }
}
