package tocsin.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests as one {@code http_config} says, over its own pool of connections that are kept alive. Any thread; see
 * the package for where results arrive. Close it when its configuration is replaced.
 */
public final class HttpSender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);

    private final Vertx vertx;
    private final HttpClientConfig config;
    private final SenderSettings settings;
    private final HttpClientAgent client;
    private final ProxyChoice proxies;
    private final ConfiguredHeaders configuredHeaders;
    private final @Nullable OAuth2Tokens tokens;
    private final Set<Exchange<?>> exchanges = ConcurrentHashMap.newKeySet();
    private volatile CurrentTls tls;
    private volatile boolean closed;

    private record CurrentTls(TlsMaterial material, ClientSSLOptions options) {}

    private HttpSender(
            Vertx vertx,
            HttpClientConfig config,
            SenderSettings settings,
            ProxyChoice proxies,
            CurrentTls tls,
            @Nullable OAuth2Tokens tokens) {
        this.vertx = vertx;
        this.config = config;
        this.settings = settings;
        this.proxies = proxies;
        this.configuredHeaders = new ConfiguredHeaders(config);
        this.tls = tls;
        this.tokens = tokens;
        this.client = vertx.httpClientBuilder()
                .with(clientOptions(settings, config.enableHttp2()))
                .with(poolOptions(settings))
                .with(tls.options())
                .build();
    }

    /**
     * Reads the TLS files and checks what only now can be checked. Blocks: never on an event loop. Nothing is sent.
     *
     * @throws HttpConfigException naming the key of {@code http_config} that is wrong; a (re)load fails with it
     */
    public static HttpSender open(Vertx vertx, HttpClientConfig config, SenderSettings settings)
            throws HttpConfigException {
        ProxyChoice proxies = new ProxyChoice(config.proxy(), System.getenv());
        TlsMaterial material = TlsMaterial.read(config.tls());
        CurrentTls tls = new CurrentTls(material, material.options(vertx, config.tls(), config.enableHttp2()));
        OAuth2Config oauth2 = config.oauth2();
        OAuth2Tokens tokens = oauth2 == null ? null : OAuth2Tokens.open(vertx, oauth2, settings);
        return new HttpSender(vertx, config, settings, proxies, tls, tokens);
    }

    /** Sends and gathers the answer; any status is an answer. The body of one that is not 2xx may be cut short. */
    public HttpExchange<HttpAnswer> send(HttpCall call) {
        return send(call, BufferedBody::new);
    }

    /**
     * Sends and hands the answer over piece by piece.
     *
     * @param reader makes the reader of the body once status and headers have arrived
     */
    public <T> HttpExchange<T> send(HttpCall call, Function<HttpHead, BodyReader<T>> reader) {
        Exchange<T> exchange = new Exchange<>(vertx, this, call, reader);
        exchanges.add(exchange);
        return exchange.start();
    }

    /**
     * Runs what blocks or takes long, e.g. a read of {@link SecretFiles} or the rendering of a large body, on a worker
     * thread; the result arrives on the caller's context.
     */
    public <T> Future<T> onWorker(Callable<T> task) {
        return vertx.executeBlocking(task, false);
    }

    /** Cancels what is under way and closes the connections. */
    public Future<Void> close() {
        closed = true;
        exchanges.forEach(Exchange::cancel);
        Future<Void> done = client.close();
        return tokens == null ? done : done.eventually(tokens::close);
    }

    void ended(Exchange<?> exchange) {
        exchanges.remove(exchange);
    }

    boolean closed() {
        return closed;
    }

    /** What no message may show of a request, for its answer may quote it. */
    HiddenWords hidden(HttpCall call, Preparation preparation) {
        return HiddenWords.of(call).and(preparation.secrets()).and(proxies.secrets());
    }

    boolean followsRedirects() {
        return config.followRedirects();
    }

    /** Credentials and certificates as they are now; files are read on a worker thread. */
    Future<Preparation> prepare() {
        Future<Preparation> prepared = configuredHeaders.inFiles() || TlsMaterial.hasFiles(config.tls())
                ? vertx.executeBlocking(this::read, false)
                : readNow();
        return tokens == null ? prepared : prepared.compose(this::withToken);
    }

    private Future<Preparation> readNow() {
        try {
            return Future.succeededFuture(read());
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private Preparation read() throws IOException {
        return new Preparation(configuredHeaders.read(), currentTls());
    }

    /** Keeps what was good when a file is missing or half written, so that a rotation is never an outage. */
    private ClientSSLOptions currentTls() {
        CurrentTls known = tls;
        if (!TlsMaterial.hasFiles(config.tls())) {
            return known.options();
        }
        try {
            TlsMaterial material = TlsMaterial.read(config.tls());
            if (!material.equals(known.material())) {
                known = new CurrentTls(material, material.options(vertx, config.tls(), config.enableHttp2()));
                tls = known;
            }
        } catch (HttpConfigException e) {
            LOG.warn("the changed TLS files cannot be used, the former ones stay in use: {}", e.getMessage());
        }
        return known.options();
    }

    private Future<Preparation> withToken(Preparation preparation) {
        OAuth2Tokens source = tokens;
        if (source == null) {
            return Future.succeededFuture(preparation);
        }
        return source.authorization().map(header -> {
            List<ConfiguredHeaders.Header> headers = new ArrayList<>(preparation.headers());
            headers.add(header);
            return new Preparation(headers, preparation.tls());
        });
    }

    Future<HttpClientRequest> connect(HttpCall call, HttpUrl url, Preparation preparation, boolean trusted) {
        return client.request(requestOptions(call, url, preparation, trusted)).map(request -> {
            if (!config.tls().serverName().isEmpty()) {
                request.authority(HostAndPort.authority(url.host(), url.port()));
            }
            return request;
        });
    }

    private RequestOptions requestOptions(HttpCall call, HttpUrl url, Preparation preparation, boolean trusted) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.pathAndQuery())
                .setFollowRedirects(false)
                .setConnectTimeout(settings.connectTimeout().toMillis());
        if (url.secure()) {
            options.setSslOptions(preparation.tls());
            overrideServerName(options, url);
        } else {
            // Else Vert.x would ask the server to upgrade to HTTP/2 without TLS.
            options.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        ProxyOptions proxy = proxies.proxyFor(url);
        if (proxy != null) {
            options.setProxyOptions(proxy);
        }
        addHeaders(options, call, url, preparation, trusted);
        return options;
    }

    /** The name that Vert.x verifies and sends as SNI is the host; where to connect is the server. */
    private void overrideServerName(RequestOptions options, HttpUrl url) {
        String serverName = config.tls().serverName();
        if (!serverName.isEmpty()) {
            options.setServer(SocketAddress.inetSocketAddress(url.port(), url.host()));
            options.setHost(serverName);
        }
    }

    private void addHeaders(
            RequestOptions options, HttpCall call, HttpUrl url, Preparation preparation, boolean trusted) {
        options.putHeader("User-Agent", settings.userAgent());
        if (trusted) {
            preparation.headers().forEach(header -> options.addHeader(header.name(), header.value()));
        }
        Secret userInfo = url.userInfo();
        if (userInfo != null) {
            ConfiguredHeaders.Header header = ConfiguredHeaders.basic(userInfo);
            options.putHeader(header.name(), header.value());
        }
        call.headers().forEach((name, value) -> {
            if (trusted || !isCredential(name)) {
                options.putHeader(name, value);
            }
        });
    }

    private static boolean isCredential(String name) {
        return !name.equalsIgnoreCase("Content-Type") && !name.equalsIgnoreCase("Accept");
    }

    private static HttpClientOptions clientOptions(SenderSettings settings, boolean http2) {
        return new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(Math.toIntExact(settings.idleTimeout().toSeconds()))
                .setHttp2KeepAliveTimeout(Math.toIntExact(settings.idleTimeout().toSeconds()))
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setDecompressionSupported(settings.compressedAnswers())
                .setUseAlpn(true)
                .setAlpnVersions(
                        http2 ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1) : List.of(HttpVersion.HTTP_1_1));
    }

    private static PoolOptions poolOptions(SenderSettings settings) {
        return new PoolOptions()
                .setHttp1MaxSize(settings.maxConnectionsPerHost())
                .setHttp2MaxSize(1)
                .setMaxWaitQueueSize(settings.maxWaiting());
    }

    /** Gathers a body; the beginning is enough of one that only explains a failure. */
    private static final class BufferedBody implements BodyReader<HttpAnswer> {
        private static final int EXPLANATION_BYTES = 64 << 10;
        private final HttpHead head;
        private final Buffer body = Buffer.buffer();

        BufferedBody(HttpHead head) {
            this.head = head;
        }

        @Override
        public boolean accept(Buffer chunk) {
            body.appendBuffer(chunk);
            return head.successful() || body.length() < EXPLANATION_BYTES;
        }

        @Override
        public HttpAnswer end() {
            return new HttpAnswer(head, body);
        }
    }
}
