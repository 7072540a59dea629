package tocsin.notifiers.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.Type;

/**
 * {@code template.Alert}
 *
 * @param status {@code firing} or {@code resolved}
 * @param endsAt {@link #ZERO_TIME} while no end is known
 */
record AlertValue(
        String status,
        KeyValues labels,
        KeyValues annotations,
        TimeValue startsAt,
        TimeValue endsAt,
        String generatorUrl,
        String fingerprint)
        implements JsonStruct {
    static final Type TYPE = Type.struct("template.Alert");
    static final TimeValue ZERO_TIME = new TimeValue(Instant.parse("0001-01-01T00:00:00Z"), ZoneOffset.UTC);

    private static final StructFields<AlertValue> FIELDS = new StructFields<>(List.of(
            new StructFields.Field<>("Status", "status", AlertValue::status),
            new StructFields.Field<>("Labels", "labels", AlertValue::labels),
            new StructFields.Field<>("Annotations", "annotations", AlertValue::annotations),
            new StructFields.Field<>("StartsAt", "startsAt", AlertValue::startsAt),
            new StructFields.Field<>("EndsAt", "endsAt", AlertValue::endsAt),
            new StructFields.Field<>("GeneratorURL", "generatorURL", AlertValue::generatorUrl),
            new StructFields.Field<>("Fingerprint", "fingerprint", AlertValue::fingerprint)));

    AlertValue {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(annotations, "annotations");
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(generatorUrl, "generatorUrl");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public List<String> fields() {
        return FIELDS.names();
    }

    @Override
    public boolean hasField(String name) {
        return FIELDS.has(name);
    }

    @Override
    public Object field(String name) {
        return FIELDS.get(this, name);
    }

    @Override
    public String jsonName(String field) {
        return FIELDS.jsonName(field);
    }
}
