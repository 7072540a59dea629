package tocsin.notifiers.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** {@code template.Pairs} */
record PairList(List<Pair> pairs) implements ListValue, Printed {
    static final Type TYPE = Type.listOf(Pair.TYPE).as("template.Pairs");

    private static final Map<String, Function> METHODS = Methods.table(
            Methods.getter("Names", TYPE, PairList.class, PairList::names),
            Methods.getter("Values", TYPE, PairList.class, PairList::values),
            Methods.getter("String", TYPE, PairList.class, PairList::printed));

    PairList {
        pairs = List.copyOf(pairs);
    }

    NameList names() {
        return new NameList(pairs.stream().map(Pair::name).toList());
    }

    NameList values() {
        return new NameList(pairs.stream().map(Pair::value).toList());
    }

    @Override
    public String printed() {
        return pairs.stream().map(pair -> pair.name() + '=' + pair.value()).collect(Collectors.joining(", "));
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return METHODS.get(name);
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public Object get(int index) {
        return pairs.get(index);
    }
}
