package tocsin.evaluator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.Kind;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.model.Labels;
import tocsin.state.codec.CodecException;

class RuleRecordFormatTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final RuleName RULE = new RuleName("f.yml;g", "Down");

    static RuleRecord.AlertsChanged tenChanges() {
        List<AlertChange> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Labels labels = Labels.of("alertname", "Down", "instance", "host-%d:9100".formatted(i), "job", "node");
            changes.add(new AlertChange(labels, i < 5 ? Kind.PENDING : Kind.FIRING, i + 0.5));
        }
        return new RuleRecord.AlertsChanged(AT, RULE, changes);
    }

    private static List<RuleRecord> every() {
        return List.of(
                tenChanges(),
                new RuleRecord.Failing(AT, RULE, "503"),
                new RuleRecord.Recovered(AT, RULE, Instant.EPOCH));
    }

    @Test
    void records_survive_as_bytes() {
        assertThat(every())
                .allSatisfy(record -> assertThat(RuleRecordFormat.CODEC.decode(RuleRecordFormat.CODEC.encode(record)))
                        .isEqualTo(record));
    }

    @Test
    void bytes_that_were_cut_or_have_a_tail_are_no_record() {
        for (RuleRecord record : every()) {
            byte[] bytes = RuleRecordFormat.CODEC.encode(record);
            IntStream.range(0, bytes.length).forEach(length -> refused(Arrays.copyOf(bytes, length)));
            refused(Arrays.copyOf(bytes, bytes.length + 1));
        }
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> RuleRecordFormat.CODEC.decode(bytes)).isInstanceOf(CodecException.class);
    }

    /** Such records are on people's disks: when this fails, the codec needs a further reader rather than the test other bytes. */
    @Test
    void the_format_stays_as_it_is() {
        assertThat(every().stream().map(RuleRecordFormat.CODEC::encode).map(HexFormat.of()::formatHex))
                .containsExactly(
                        "010180e4ad950d80cab5ee0107662e796d6c3b6704446f776e0a00030009616c6572746e616d650004446f776e"
                                + "0008696e7374616e6365000b686f73742d303a3931303000036a6f6200046e6f6465000750454e44494e473fe0"
                                + "0000000000000201000b686f73742d313a39313030073ff80000000000000201000b686f73742d323a39313030"
                                + "0740040000000000000201000b686f73742d333a3931303007400c0000000000000201000b686f73742d343a39"
                                + "3130300740120000000000000201000b686f73742d353a393130300006464952494e4740160000000000000201"
                                + "000b686f73742d363a393130300d401a0000000000000201000b686f73742d373a393130300d401e0000000000"
                                + "000201000b686f73742d383a393130300d40210000000000000201000b686f73742d393a393130300d40230000"
                                + "00000000",
                        "010280e4ad950d80cab5ee0107662e796d6c3b6704446f776e03353033",
                        "010380e4ad950d80cab5ee0107662e796d6c3b6704446f776e0000");
    }
}
