package tocsin.templates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tocsin.templates.value.Utf8;

/** Golden files: lines of columns with percent escapes, made with the programs that their tests name. */
public final class Golden {
    private Golden() {}

    /** Of a file beside a test. */
    public static List<String> lines(Class<?> test, String name) throws IOException {
        try (InputStream in = test.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    public static String unescaped(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < escaped.length(); i++) {
            boolean hex = escaped.charAt(i) == '%';
            bytes.write(hex ? Integer.parseInt(escaped.substring(i + 1, i + 3), 16) : escaped.charAt(i));
            i += hex ? 2 : 0;
        }
        return Utf8.of(bytes.toByteArray(), 0, bytes.size());
    }
}
