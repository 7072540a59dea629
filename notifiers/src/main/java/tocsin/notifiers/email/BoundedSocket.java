package tocsin.notifiers.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection over which no more comes in than a mail server can have to say. */
final class BoundedSocket extends Socket {
    private static final long MOST = 16L << 20;

    @Override
    public InputStream getInputStream() throws IOException {
        return new Bounded(super.getInputStream());
    }

    private static final class Bounded extends FilterInputStream {
        private long left = MOST;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return (int) counted(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            counted(read);
            return read;
        }

        private long counted(int read) throws IOException {
            left -= Math.max(1, read);
            if (left < 0) {
                throw new IOException("the mail server said more than %d bytes".formatted(MOST));
            }
            return read;
        }
    }
}
