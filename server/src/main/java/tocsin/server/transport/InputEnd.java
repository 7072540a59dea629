package tocsin.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;

/** Tells when a client has sent its last byte, while it may still read. */
final class InputEnd extends ChannelInboundHandlerAdapter {
    private final Runnable ended;

    InputEnd(Runnable ended) {
        this.ended = ended;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownReadComplete.INSTANCE) {
            ended.run();
        }
        context.fireUserEventTriggered(event);
    }
}
