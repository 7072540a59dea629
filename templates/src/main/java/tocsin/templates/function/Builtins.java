package tocsin.templates.function;

import java.util.Map;
import tocsin.templates.value.Function;

/** The functions that every template has: {@code and or not eq ne lt le gt ge len index slice print printf …}. */
public final class Builtins {
    /** By name. */
    public static final Map<String, Function> ALL = Map.of();

    private Builtins() {}
}
