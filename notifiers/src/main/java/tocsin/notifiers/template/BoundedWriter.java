package tocsin.notifiers.template;

import java.io.Writer;
import tocsin.templates.value.BoundedText;

/** Writes into a text that refuses to grow beyond its bound. */
final class BoundedWriter extends Writer {
    private final BoundedText text;

    BoundedWriter(BoundedText text) {
        this.text = text;
    }

    @Override
    public void write(char[] characters, int from, int length) {
        text.append(new String(characters, from, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
