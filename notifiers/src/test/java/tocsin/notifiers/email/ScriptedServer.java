package tocsin.notifiers.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that says what it is told to, and remembers what it heard. */
final class ScriptedServer implements AutoCloseable {
    /** Instead of an answer: nothing, for ever. */
    static final String HANG = "HANG";
    /** Instead of an answer: the end of the connection. */
    static final String CLOSE = "CLOSE";

    private final ServerSocket listener;
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final CountDownLatch hung = new CountDownLatch(1);
    private @Nullable SSLContext tls;
    private boolean implicit;

    ScriptedServer() throws IOException {
        this("127.0.0.1");
    }

    ScriptedServer(String address) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getByName(address));
        answers("220", "220 scripted");
        answers("EHLO", "250-scripted\r\n250 8BITMIME");
        answers("DATA", "354 go on");
        answers("QUIT", "221 bye");
        Thread thread = new Thread(this::accept, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What is said to a command that begins so, one answer after the other, the last one again and again. {@code 220} is the
     * greeting, {@code .} the end of a mail, {@code +} a line after a challenge.
     */
    ScriptedServer answers(String command, String... texts) {
        answers.put(command, new ArrayDeque<>(List.of(texts)));
        return this;
    }

    ScriptedServer extensions(String... extensions) {
        return answers("EHLO", "250-scripted\r\n250-" + String.join("\r\n250-", extensions) + "\r\n250 HELP");
    }

    ScriptedServer tls(SSLContext context, boolean fromTheBeginning) {
        tls = context;
        implicit = fromTheBeginning;
        return answers("STARTTLS", "220 go on");
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Commands, {@code connected} before those of each connection, {@code TLS} where it began. */
    List<String> heard() {
        return heard;
    }

    /** What came between DATA and the last dot. */
    List<String> mails() {
        return mails;
    }

    /** Goes on when somebody waits in vain. */
    CountDownLatch hung() {
        return hung;
    }

    /** Ends all connections without a word. */
    void cut() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> converse(connection), "scripted-smtp-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            heard.add("connected");
            new Conversation(implicit ? encrypted(connection) : connection).run();
        } catch (IOException | InterruptedException e) {
            heard.add("gone");
        }
    }

    private Socket encrypted(Socket connection) throws IOException {
        SSLContext context = Objects.requireNonNull(tls);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(connection, null, connection.getPort(), true);
        socket.setUseClientMode(false);
        socket.setWantClientAuth(true);
        socket.startHandshake();
        heard.add("TLS");
        hear(socket.getSession());
        return socket;
    }

    private void hear(SSLSession session) {
        try {
            heard.add("certificate of " + session.getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException e) {
            // It may show none.
        }
    }

    private final class Conversation {
        private BufferedReader in;
        private OutputStream out;
        private Socket socket;
        private String said = "";

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            say(next("220"));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                say(next(said.startsWith("334") ? "+" : line));
                if (said.startsWith("354")) {
                    mails.add(mail());
                    say(next("."));
                } else if (line.equals("STARTTLS") && said.startsWith("220")) {
                    socket = encrypted(socket);
                    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    out = socket.getOutputStream();
                }
            }
        }

        private String mail() throws IOException {
            StringBuilder mail = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return mail.toString();
        }

        private void say(String text) throws IOException, InterruptedException {
            said = text;
            if (text.equals(HANG)) {
                hung.countDown();
                new CountDownLatch(1).await();
            }
            if (text.equals(CLOSE)) {
                throw new IOException("as told");
            }
            out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private String next(String command) {
            String known = answers.keySet().stream()
                    .filter(key -> command.toUpperCase(Locale.ROOT).startsWith(key.toUpperCase(Locale.ROOT)))
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
            Deque<String> texts = answers.getOrDefault(known, new ArrayDeque<>(List.of("250 ok")));
            synchronized (texts) {
                return texts.size() > 1 ? texts.removeFirst() : texts.getFirst();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
