package tocsin.router.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.model.Matcher;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class SilenceTableTest extends TableContract<Silence> {
    @Override
    protected Table<Silence> table() {
        return Silence.TABLE;
    }

    @Override
    protected Arbitrary<Silence> values() {
        Arbitrary<String> patterns = Arbitraries.of("", "a|b", ".*", "(", "[z-a]");
        Arbitrary<MatcherText> matchers = Combinators.combine(
                        Values.texts(), Arbitraries.of(Matcher.Op.class), Arbitraries.oneOf(patterns, Values.texts()))
                .as(MatcherText::new);
        return Combinators.combine(
                        Values.texts(),
                        matchers.list().ofMaxSize(3).list().ofMaxSize(3),
                        Values.instants(),
                        Values.instants(),
                        Values.instants(),
                        Values.texts(),
                        Values.textMaps(),
                        Values.instants())
                .as((id, sets, start, end, updatedAt, by, annotations, expiresAt) ->
                        Silence.ofWritten(id, sets, start, end, updatedAt, by, "because", annotations, expiresAt));
    }

    @Override
    protected Map<String, Silence> golden() {
        return Map.of(
                "012431313131313131312d323232322d333333332d343434342d3535353535353535353535350102047465616d054551"
                        + "55414c02646203656e76094e4f545f5245474558056465762e2a80e4ad950d00c0d4ae950d0082e4ad950d0003616e6e"
                        + "0b6d61696e74656e616e636501067469636b657403542d31c0b2e3950d00",
                silence(
                        new MatcherText("team", Matcher.Op.EQUAL, "db"),
                        new MatcherText("env", Matcher.Op.NOT_REGEX, "dev.*")),
                "012431313131313131312d323232322d333333332d343434342d3535353535353535353535350101047465616d055245"
                        + "474558012880e4ad950d00c0d4ae950d0082e4ad950d0003616e6e0b6d61696e74656e616e636501067469636b657403"
                        + "542d31c0b2e3950d00",
                silence(new MatcherText("team", Matcher.Op.REGEX, "(")));
    }

    private static Silence silence(MatcherText... matchers) {
        return Silence.ofWritten(
                "11111111-2222-3333-4444-555555555555",
                List.of(List.of(matchers)),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T02:00:00Z"),
                Instant.parse("2026-01-01T00:00:01Z"),
                "ann",
                "maintenance",
                Map.of("ticket", "T-1"),
                Instant.parse("2026-01-06T02:00:00Z"));
    }
}
