package tocsin.templates.function;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.time.Now;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;

/** A call at a fixed time, and all functions by name as rules or notifications have them. */
final class TestCall implements Call {
    static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final int LIMIT = 100_000;

    private final Map<String, Function> functions;
    private long spent;

    private TestCall(Function title) {
        functions = new HashMap<>(TextFunctions.ALL);
        functions.putAll(RegexFunctions.create());
        functions.putAll(HumanizeFunctions.ALL);
        functions.putAll(TimeFunctions.ALL);
        functions.putAll(CollectionFunctions.ALL);
        functions.putAll(EncodingFunctions.ALL);
        functions.put("title", title);
    }

    static TestCall ofRules() {
        TestCall call = new TestCall(TextFunctions.TITLE);
        call.functions.put("now", TimeFunctions.NOW_SECONDS);
        return call;
    }

    static TestCall ofNotifications() {
        return new TestCall(TextFunctions.TITLE_AND_LOWER);
    }

    @Nullable
    Object call(String name, @Nullable Object... arguments) throws FunctionFailure {
        return functions.get(name).body().call(this, arguments);
    }

    long spent() {
        return spent;
    }

    @Override
    public <E> E environment(Class<E> type) {
        Now now = () -> NOW;
        return type.cast(now);
    }

    @Override
    public BoundedText newText() {
        return new BoundedText(LIMIT);
    }

    @Override
    public void spend(long steps) {
        spent += steps;
    }
}
