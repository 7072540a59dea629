package tocsin.router.silence;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What shall become of a request, before anything is done. */
sealed interface SilenceDecision {
    record Refuse(String reason) implements SilenceDecision {}

    /** There is no silence of this id. */
    record NotFound(String id) implements SilenceDecision {}

    /** In place, under the same id. */
    record Edit(Silence old, Silence edited) implements SilenceDecision {}

    /** @param replaced ends, if it has not ended; null when nothing is replaced */
    record Make(@Nullable Silence replaced, Silence made) implements SilenceDecision {}

    default <T> T fold(
            Function<Refuse, T> refuse,
            Function<NotFound, T> notFound,
            Function<Edit, T> edit,
            Function<Make, T> make) {
        if (this instanceof Refuse r) {
            return refuse.apply(r);
        }
        if (this instanceof NotFound n) {
            return notFound.apply(n);
        }
        return this instanceof Edit e ? edit.apply(e) : make.apply((Make) this);
    }
}
