package tocsin.notifiers;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A server on this machine in the place of every service, over http and https; one for all contract tests of a run. */
public final class LocalService implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().dynamicHttpsPort());

    private LocalService() {
        server.start();
    }

    /** Hands the server to {@code @BeforeAll}, and stops it after the last test class. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LocalService.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(LocalService.class))
                    .getOrComputeIfAbsent(LocalService.class, key -> new LocalService(), LocalService.class);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    /** For answers of one's own. */
    public WireMockServer server() {
        return server;
    }

    /** Scheme, host and port. */
    public String address() {
        return "http://localhost:" + server.port();
    }

    String secureAddress() {
        return "https://localhost:" + server.httpsPort();
    }

    void reset() {
        server.resetAll();
    }

    /** To every request. */
    public void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** In the order in which they came. */
    public List<LoggedRequest> requests() {
        List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
        Collections.reverse(events);
        return events.stream().map(ServeEvent::getRequest).toList();
    }

    @Override
    public void close() {
        server.stop();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
