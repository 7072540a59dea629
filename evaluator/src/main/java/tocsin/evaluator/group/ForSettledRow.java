package tocsin.evaluator.group;

import java.util.Objects;
import tocsin.model.GoQuote;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * A rule group that has nothing to ask the data source about {@code for} any more: its own state knows better from now on.
 * Without this row a start restores {@code for} from {@code ALERTS_FOR_STATE}, whatever else is in the store: that may be of
 * an import, of a process that ran without rules, or of one that ended before it could ask.
 */
public record ForSettledRow(String file, String group) {
    /** Written by the runner of the group. */
    public static final Table<ForSettledRow> TABLE =
            Table.lastWriterWins("for-settled", Codec.of((out, row) -> row.writeTo(out), ForSettledRow::readFrom));

    public ForSettledRow {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(group, "group");
    }

    private void writeTo(BinaryWriter out) {
        out.text(file);
        out.text(group);
    }

    private static ForSettledRow readFrom(BinaryReader in) {
        return new ForSettledRow(in.text(), in.text());
    }

    String key() {
        StringBuilder key = new StringBuilder();
        GoQuote.append(key, file);
        GoQuote.append(key.append('/'), group);
        return key.toString();
    }
}
