package tocsin.templates.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;

/** One word of a command. {@code toString} is the source form that errors show. */
public sealed interface Operand {
    int offset();

    /** {@code .} */
    record Dot(int offset) implements Operand {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Nil(int offset) implements Operand {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Bool(int offset, boolean value) implements Operand {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number or character constant. It adapts to the parameter that it is given for, as far as it fits; by itself it is
     * {@link #ideal}.
     *
     * @param text as written
     * @param integer null when it is none that fits 64 bits with sign
     * @param unsigned likewise without sign
     * @param real null when it is none
     * @param ideal {@code Long} or {@code Double}: what it is without a parameter to adapt to; null when it is too great for
     *     both and only a parameter without sign can take it
     */
    record NumberConstant(
            int offset,
            String text,
            @Nullable Long integer,
            @Nullable Long unsigned,
            @Nullable Double real,
            @Nullable Object ideal)
            implements Operand {
        @Override
        public String toString() {
            return text;
        }
    }

    /** @param quoted as written, with its quotes */
    record StringConstant(int offset, String quoted, String value) implements Operand {
        @Override
        public String toString() {
            return quoted;
        }
    }

    /** {@code .A.B}: from dot. */
    record Field(int offset, List<String> names) implements Operand {
        public Field {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /**
     * {@code $x.A.B}
     *
     * @param name with its dollar sign
     * @param names of the fields behind it; may be empty
     */
    record Variable(int offset, String name, int slot, List<String> names) implements Operand {
        /** The slot of a variable that nobody declared. */
        public static final int UNDEFINED = -1;

        public Variable {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            return names.isEmpty() ? name : name + "." + String.join(".", names);
        }
    }

    /** A function by its name. */
    record Called(int offset, Function function) implements Operand {
        @Override
        public String toString() {
            return function.name();
        }
    }

    /** {@code (pipeline)} */
    record Nested(int offset, Pipeline pipeline) implements Operand {
        @Override
        public String toString() {
            return pipeline.toString();
        }
    }

    /** {@code (pipeline).A.B}: fields behind something that is neither dot nor a variable. */
    record Chain(int offset, Operand of, List<String> names) implements Operand {
        public Chain {
            names = List.copyOf(names);
        }

        @Override
        public String toString() {
            String start = of instanceof Nested ? "(" + of + ")" : of.toString();
            return start + "." + String.join(".", names);
        }
    }
}
