package tocsin.templates.exec;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.ListCut;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Strings;

/**
 * Bounds what the values that an execution makes take in memory while they can still be reached, in bytes, roughly.
 *
 * <p>Counts everything that is made. When that becomes too much, looks what of it is left: what the variables of the
 * templates that run refer to, and what was said to be {@link #hold held}: dots, what loops go over, arguments on their way
 * into a call. The rest was garbage, and the count goes on from what is left. So a loop over many alerts may make as much as
 * it likes, but not keep it.
 *
 * <p>Only lists and maps of templates are looked into. Others come from the data, which is there anyway.
 */
final class Memory {
    private static final int INITIAL = 32;

    private final long limit;
    private long made;
    private long nextLook;
    private @Nullable Object[] held = new Object[INITIAL];
    private int heldCount;

    /** @param limit in bytes */
    Memory(long limit) {
        this.limit = limit;
        this.nextLook = limit;
    }

    long limit() {
        return limit;
    }

    /** Says that a value can be reached until {@link #release} with the outcome. */
    int hold(@Nullable Object value) {
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, 2 * heldCount);
        }
        held[heldCount] = value;
        return heldCount++;
    }

    /** Lets go what was held since, and that. */
    void release(int mark) {
        // What is not held any more must not be kept from the collector either.
        Arrays.fill(held, mark, heldCount, null);
        heldCount = mark;
    }

    /** Counts a value that is new. */
    void made(@Nullable Object value) {
        made += Weight.of(value);
    }

    /** Whether so much was made that somebody should {@link #look} what is left. */
    boolean isFull() {
        return made > nextLook;
    }

    /**
     * Looks what is left.
     *
     * @param newest is among it, and the variables are
     * @return how many values it looked at; -1 when they are too much
     */
    int look(@Nullable Object newest, @Nullable Object[] variables) {
        Look look = new Look();
        look.at(newest);
        look.at(variables);
        for (int i = 0; i < heldCount; i++) {
            look.at(held[i]);
        }
        look.finish();
        made = look.live;
        nextLook = Math.max(limit, made + limit / 4);
        return made > limit ? -1 : look.seen.size();
    }

    /** Walks over what can be reached, each value once; ends early when it is too much. */
    private final class Look {
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Deque<Object> open = new ArrayDeque<>();
        private long live;

        private void at(@Nullable Object value) {
            if (value == null || live > limit || !isNew(value)) {
                return;
            }
            live += Weight.of(value);
            if (isOpen(value)) {
                open.push(value);
            }
        }

        /** Numbers are too many to remember. */
        private boolean isNew(Object value) {
            return value instanceof Number || value instanceof Boolean || seen.add(value);
        }

        private static boolean isOpen(Object value) {
            return value instanceof AnyList
                    || value instanceof AnyMap
                    || value instanceof Strings
                    || value instanceof ListCut
                    || value instanceof Object[];
        }

        private void finish() {
            for (Object next = open.poll(); next != null && live <= limit; next = open.poll()) {
                open(next);
            }
        }

        private void open(Object value) {
            if (value instanceof ListCut cut) {
                at(cut.whole());
            } else if (value instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    at(list.get(i));
                }
            } else if (value instanceof AnyMap map) {
                map.forEach((key, element) -> {
                    at(key);
                    at(element);
                });
            } else if (value instanceof Object[] array) {
                for (Object element : array) {
                    at(element);
                }
            }
        }
    }
}
