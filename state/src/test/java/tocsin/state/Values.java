package tocsin.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.model.Annotations;
import tocsin.model.LabelNames;
import tocsin.model.Labels;

/** Parts of which the values of tables are made. */
public final class Values {
    private Values() {}

    public static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(8).filter(LabelNames::isValidText);
    }

    public static Arbitrary<Instant> instants() {
        Arbitrary<Instant> near = Combinators.combine(
                        Arbitraries.longs().between(1_700_000_000L, 1_900_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        return Arbitraries.oneOf(
                near, Arbitraries.of(Instant.EPOCH, Instant.MAX, Instant.MIN, Instant.parse("9999-12-31T23:59:59Z")));
    }

    public static Arbitrary<Duration> durations() {
        return Arbitraries.longs().map(Duration::ofNanos);
    }

    public static Arbitrary<Map<String, String>> textMaps() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(5);
    }

    public static Arbitrary<Labels> labels() {
        return textMaps().map(Labels::of);
    }

    public static Arbitrary<Annotations> annotations() {
        return textMaps().map(Annotations::of);
    }
}
