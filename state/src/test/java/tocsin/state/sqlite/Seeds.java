package tocsin.state.sqlite;

import java.util.stream.LongStream;

/** Which seeds a test of random worlds runs: one, a range, or the usual ones. */
public record Seeds(String property, long from, long until) {
    /**
     * {@code -Dproperty.seed=N} runs that one alone, {@code -Dproperty.seeds=FROM-TO} others than the usual ones.
     *
     * @param usual how many are run with all other tests, from 1 on
     */
    public static Seeds of(String property, int usual) {
        Long single = Long.getLong(property + ".seed");
        if (single != null) {
            return new Seeds(property, single, single);
        }
        String[] range = System.getProperty(property + ".seeds", "1-" + usual).split("-", 2);
        return new Seeds(property, Long.parseLong(range[0]), Long.parseLong(range[1]));
    }

    public boolean isSingle() {
        return from == until;
    }

    public LongStream stream() {
        return LongStream.rangeClosed(from, until).parallel();
    }

    public String replay(long seed) {
        return "seed %d, replay with -D%s.seed=%d".formatted(seed, property, seed);
    }
}
