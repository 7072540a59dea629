package tocsin.server.webconfig;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS for one connection. Who begins with an HTTP request instead of a handshake is told so in plain HTTP, as by Go's
 * server; without that, people see a connection that ends and search the network for the reason.
 */
final class PlainHttpAnswer extends SslHandler {
    private static final String BODY = "Client sent an HTTP request to an HTTPS server.\n";
    private static final byte[] ANSWER = """
            HTTP/1.0 400 Bad Request\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Length: %d\r
            Connection: close\r
            \r
            %s""".formatted(BODY.length(), BODY).getBytes(StandardCharsets.US_ASCII);

    private boolean begun;
    private boolean refused;

    PlainHttpAnswer(SSLEngine engine, boolean startTls, Executor tasks) {
        super(engine, startTls, tasks);
    }

    /** A handshake begins with the byte 22, a request with the capital letter of its method. */
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
        if (!begun && in.isReadable()) {
            begun = true;
            int first = in.getByte(in.readerIndex());
            refused = first >= 'A' && first <= 'Z';
            if (refused) {
                answer(context);
            }
        }
        if (refused) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(context, in, out);
        }
    }

    /** Below the handler of TLS, which would encrypt it. */
    private static void answer(ChannelHandlerContext context) {
        ChannelFuture unused =
                context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(written -> close(context));
    }

    private static void close(ChannelHandlerContext context) {
        ChannelFuture unused = context.close();
    }
}
