package tocsin.router.silence;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tocsin.model.Matcher;

/** A matcher as it was written down; its regular expression may be one that does not compile. */
public record MatcherText(String name, Matcher.Op op, String value) {
    public MatcherText {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(op, "op");
        Objects.requireNonNull(value, "value");
    }

    /** @throws IllegalArgumentException when a regular expression does not compile; the message says where */
    Matcher compile() {
        return new Matcher(name, op, value);
    }

    static List<List<Matcher>> compile(List<List<MatcherText>> sets) {
        return sets.stream()
                .map(set -> set.stream().map(MatcherText::compile).collect(Collectors.toUnmodifiableList()))
                .toList();
    }
}
