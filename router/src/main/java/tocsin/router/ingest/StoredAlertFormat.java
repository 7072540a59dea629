package tocsin.router.ingest;

import tocsin.model.Alert;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/** An alert as it is stored. */
final class StoredAlertFormat {
    static final Codec<Alert> CODEC = Codec.of(StoredAlertFormat::write, StoredAlertFormat::read);

    private StoredAlertFormat() {}

    private static void write(BinaryWriter out, Alert alert) {
        out.nameValues(alert.labels());
        out.nameValues(alert.annotations());
        out.instant(alert.startsAt());
        out.optional(alert.endsAt(), BinaryWriter::instant);
        out.text(alert.generatorUrl());
        out.instant(alert.updatedAt());
        out.flag(alert.timeout());
        out.constant(alert.origin());
    }

    private static Alert read(BinaryReader in) {
        return new Alert(
                in.labels(),
                in.annotations(),
                in.instant(),
                in.optional(BinaryReader::instant),
                in.text(),
                in.instant(),
                in.flag(),
                in.constant(Alert.Origin.class));
    }
}
