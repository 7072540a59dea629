package tocsin.server.webconfig;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS of the JDK with two things that Vert.x does not do: it keeps the order of cipher suites, which a set loses, and it
 * answers those who speak plain HTTP. Signatures and chains are computed on worker threads.
 */
final class TlsEngine extends JdkSSLEngineOptions {
    private static final List<String> PREFERENCE = Stream.of(
                    TlsNames.TLS13_SUITES, TlsNames.TLS12_SUITES, TlsNames.OLD_SUITES)
            .flatMap(List::stream)
            .toList();

    TlsEngine() {
        setUseWorkerThread(true);
    }

    @Override
    public JdkSSLEngineOptions copy() {
        return new TlsEngine();
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new DefaultSslContextFactory(SslProvider.JDK, false) {
            @Override
            public SslContext create() throws SSLException {
                return new Served(super.create());
            }
        };
    }

    private static final class Served extends DelegatingSslContext {
        private final String[] suites;

        Served(SslContext context) {
            super(context);
            suites = context.cipherSuites().stream()
                    .sorted(Comparator.comparingInt(PREFERENCE::indexOf))
                    .toArray(String[]::new);
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            engine.setEnabledCipherSuites(suites);
        }

        @Override
        protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor tasks) {
            return new PlainHttpAnswer(newEngine(allocator), startTls, tasks);
        }

        @Override
        protected SslHandler newHandler(
                ByteBufAllocator allocator, String peerHost, int peerPort, boolean startTls, Executor tasks) {
            return new PlainHttpAnswer(newEngine(allocator, peerHost, peerPort), startTls, tasks);
        }
    }
}
