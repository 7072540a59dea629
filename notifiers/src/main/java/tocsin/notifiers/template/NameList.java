package tocsin.notifiers.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Type;

/** {@code template.Strings}: names or values of pairs. */
record NameList(List<String> items) implements ListValue {
    static final Type TYPE = Type.STRING_LIST.as("template.Strings");

    private static final Function JOIN = Function.of(
            "Join",
            List.of(TYPE, Type.STRING),
            (call, arguments) -> ((NameList) Methods.receiver(arguments))
                    .join(call.newText(), (String) Methods.argument(arguments, 1)));

    NameList {
        items = List.copyOf(items);
    }

    private String join(BoundedText joined, String separator) {
        for (int i = 0; i < items.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(items.get(i));
        }
        return joined.toString();
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return name.equals(JOIN.name()) ? JOIN : null;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }
}
