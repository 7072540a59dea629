package tocsin.rules.promql;

import java.util.Objects;
import java.util.function.Function;

/** What became of a text that was to be parsed. */
public sealed interface Parsed<E> {
    <R> R fold(Function<? super E, ? extends R> valid, Function<PromqlError, ? extends R> invalid);

    record Valid<E>(E expression) implements Parsed<E> {
        public Valid {
            Objects.requireNonNull(expression, "expression");
        }

        @Override
        public <R> R fold(Function<? super E, ? extends R> valid, Function<PromqlError, ? extends R> invalid) {
            return valid.apply(expression);
        }
    }

    record Invalid<E>(PromqlError error) implements Parsed<E> {
        public Invalid {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public <R> R fold(Function<? super E, ? extends R> valid, Function<PromqlError, ? extends R> invalid) {
            return invalid.apply(error);
        }
    }
}
