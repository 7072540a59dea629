package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that are visible, and their slots in the frame of an execution.
 *
 * <p>A variable is known from where its pipeline begins but has its slot only behind it: in {@code $x := $x} the right one
 * is an outer variable, and if there is none the execution fails, not the parser. An assignment to a variable that nobody
 * declared makes it known likewise.
 */
final class Scope {
    /** @param previous what the name meant before; null when it was unknown */
    private record Change(String name, @Nullable Integer previous) {}

    /** Where an inner scope began. */
    record Mark(int changes, int slots) {}

    private final Map<String, Integer> slotByName = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int slots;
    private int frameSize;

    Scope() {
        declare("$");
    }

    /** Null for an unknown one, {@link Operand.Variable#UNDEFINED} for a known one without a slot. */
    @Nullable
    Integer slot(String name) {
        return slotByName.get(name);
    }

    void know(String name) {
        if (!slotByName.containsKey(name)) {
            change(name, Operand.Variable.UNDEFINED);
        }
    }

    int declare(String name) {
        int slot = slots++;
        frameSize = Math.max(frameSize, slots);
        change(name, slot);
        return slot;
    }

    private void change(String name, int slot) {
        changes.add(new Change(name, slotByName.put(name, slot)));
    }

    Mark enter() {
        return new Mark(changes.size(), slots);
    }

    /** Forgets what was declared since; its slots are free again. */
    void leave(Mark mark) {
        while (changes.size() > mark.changes()) {
            undo(changes.remove(changes.size() - 1));
        }
        slots = mark.slots();
    }

    private void undo(Change change) {
        if (change.previous() == null) {
            slotByName.remove(change.name());
        } else {
            slotByName.put(change.name(), change.previous());
        }
    }

    /** How many slots all of it needs. */
    int frameSize() {
        return frameSize;
    }
}
