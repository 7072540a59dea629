package tocsin.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The known name with the fewest edits, null when none is near. */
    public static @Nullable String of(String written, Collection<String> known) {
        String best = null;
        String lower = written.toLowerCase(Locale.ROOT);
        int fewest = Math.max(1, written.length() / 3) + 1;
        for (String name : known) {
            boolean possible = Math.abs(lower.length() - name.length()) < fewest;
            int edits = possible ? edits(lower, name) : fewest;
            if (edits < fewest) {
                fewest = edits;
                best = name;
            }
        }
        return best;
    }

    /** {@code ; did you mean `x`?}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        String nearest = of(written, known);
        return nearest == null ? "" : "; did you mean `" + nearest + "`?";
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
