package tocsin.rules;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import tocsin.config.Problem;

/** What became of the rule files of one configuration. */
public sealed interface RuleLoad {
    /** Errors and warnings of all files; warnings only when they were loaded. */
    List<Problem> problems();

    <R> R fold(Function<? super Loaded, ? extends R> loaded, Function<? super Refused, ? extends R> refused);

    /** @param files in the order of their patterns */
    record Loaded(RuleSet rules, List<RuleFile> files, List<Problem> problems) implements RuleLoad {
        public Loaded {
            Objects.requireNonNull(rules, "rules");
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R fold(
                Function<? super Loaded, ? extends R> loaded, Function<? super Refused, ? extends R> refused) {
            return loaded.apply(this);
        }
    }

    /** At least one file has an error, so none is used. */
    record Refused(List<Problem> problems) implements RuleLoad {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R fold(
                Function<? super Loaded, ? extends R> loaded, Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
