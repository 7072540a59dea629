package tocsin.server.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer as it came over the wire.
 *
 * @param headers by name in any case; of a repeated one all values, joined by commas
 */
record RawAnswer(int status, Map<String, String> headers, String text) {
    private static final String END_OF_LINE = "\r\n";
    private static final String END_OF_HEAD = END_OF_LINE + END_OF_LINE;

    /** @param bytes all that came until the server closed the connection, not empty */
    static RawAnswer parse(byte[] bytes) throws IOException {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf(END_OF_HEAD);
        if (end < 0) {
            throw new IOException("not an answer: " + all);
        }
        String[] lines = all.substring(0, end).split(END_OF_LINE, -1);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim(), (a, b) -> a + ", " + b);
        }
        String body = all.substring(end + END_OF_HEAD.length());
        byte[] whole = "chunked".equalsIgnoreCase(headers.get("Transfer-Encoding")) ? joined(body) : latin1(body);
        return new RawAnswer(
                Integer.parseInt(lines[0].split(" ", 3)[1]), headers, new String(whole, StandardCharsets.UTF_8));
    }

    private static byte[] joined(String chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = chunks.indexOf(END_OF_LINE, at);
            int length = Integer.parseInt(chunks.substring(at, line), 16);
            if (length == 0) {
                return whole.toByteArray();
            }
            int begin = line + END_OF_LINE.length();
            whole.writeBytes(latin1(chunks.substring(begin, begin + length)));
            at = begin + length + END_OF_LINE.length();
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
