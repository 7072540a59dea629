package tocsin.server.webconfig;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of a PEM text; what stands between them is left out. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /** Lines such as {@code Proc-Type: 4,ENCRYPTED} before the content. */
    private static final Pattern HEADER_LINE = Pattern.compile("(?m)^[A-Za-z-]+:.*$");

    /** One block. Shows no content: it may be a key. */
    static final class Block {
        private final String kind;
        private final boolean encrypted;
        private final byte[] content;

        private Block(String kind, boolean encrypted, byte[] content) {
            this.kind = kind;
            this.encrypted = encrypted;
            this.content = content;
        }

        /** E.g. {@code CERTIFICATE}. */
        String kind() {
            return kind;
        }

        /** Whether a password is needed to read it. */
        boolean encrypted() {
            return encrypted;
        }

        /** Empty when encrypted. Not copied. */
        byte[] content() {
            return content;
        }

        @Override
        public String toString() {
            return kind;
        }
    }

    private Pem() {}

    /** @throws IllegalArgumentException when a block is no Base64; the message repeats nothing of it */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static Block block(String kind, String inside) {
        boolean encrypted = kind.startsWith("ENCRYPTED") || inside.contains("ENCRYPTED");
        if (encrypted) {
            return new Block(kind, true, new byte[0]);
        }
        String content = HEADER_LINE.matcher(inside).replaceAll("");
        try {
            return new Block(kind, false, Base64.getDecoder().decode(content.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes characters.
            throw new IllegalArgumentException("the %s block is damaged".formatted(kind));
        }
    }
}
