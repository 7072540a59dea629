package tocsin.state.history;

/** @param number counts up in the order of writing, over restarts too; gaps are possible */
public record FoundRecord(long number, HistoryRecord entry) {}
