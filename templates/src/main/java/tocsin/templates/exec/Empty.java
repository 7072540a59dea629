package tocsin.templates.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Type;

/** What nil is for a parameter that takes a list or a map. */
interface Empty {
    record EmptyList(Type type) implements ListValue {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public @Nullable Object get(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    }

    record EmptyMap(Type type) implements MapValue {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public @Nullable Object get(String key) {
            return null;
        }

        @Override
        public List<String> keys() {
            return List.of();
        }
    }
}
