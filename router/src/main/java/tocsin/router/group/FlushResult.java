package tocsin.router.group;

import java.util.Map;
import java.util.Set;
import tocsin.model.Labels;

/**
 * What a group has to know of its flush.
 *
 * @param succeeded whether every integration got what it was to get; else resolved alerts stay for the next flush
 * @param muted alerts that a gate held back
 * @param owed resolved alerts of the muted ones whose receiver was told that they fire: they stay in the group until the
 *     resolution could be sent
 */
public record FlushResult(boolean succeeded, Map<Labels, Verdict.Muted> muted, Set<Labels> owed) {
    public static final FlushResult FAILED = new FlushResult(false, Map.of(), Set.of());

    public FlushResult {
        muted = Map.copyOf(muted);
        owed = Set.copyOf(owed);
    }
}
