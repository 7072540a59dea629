package tocsin.templates.syntax;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.GoQuoting;

/**
 * What stands between texts, and texts. Offsets are in characters of the {@link SourceText}. {@code toString} is the
 * source form that errors show.
 */
public sealed interface Statement {
    int offset();

    /** Text that is copied; already trimmed. */
    record Text(int offset, String text) implements Statement {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** {@code {{pipeline}}}: prints, unless the pipeline declares or assigns. */
    record Action(int offset, Pipeline pipeline) implements Statement {
        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    /** {@code {{if}}}; an {@code else if} is an If alone in {@code otherwise}. */
    record If(int offset, Pipeline pipeline, List<Statement> then, List<Statement> otherwise) implements Statement {
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public String toString() {
            return "{{if " + pipeline + "}}";
        }
    }

    record With(int offset, Pipeline pipeline, List<Statement> then, List<Statement> otherwise) implements Statement {
        public With {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public String toString() {
            return "{{with " + pipeline + "}}";
        }
    }

    /** {@code {{range}}}; the pipeline declares or assigns none, one (element) or two variables (key, element). */
    record Range(int offset, Pipeline pipeline, List<Statement> body, List<Statement> otherwise) implements Statement {
        public Range {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public String toString() {
            return "{{range " + pipeline + "}}";
        }
    }

    /** {@code {{template "name" pipeline}}}; a {@code block} is this after its definition was taken out. */
    record Invocation(int offset, String name, @Nullable Pipeline pipeline) implements Statement {
        @Override
        public String toString() {
            return "{{template " + GoQuoting.quote(name) + (pipeline == null ? "" : " " + pipeline) + "}}";
        }
    }

    record Break(int offset) implements Statement {
        @Override
        public String toString() {
            return "{{break}}";
        }
    }

    record Continue(int offset) implements Statement {
        @Override
        public String toString() {
            return "{{continue}}";
        }
    }
}
