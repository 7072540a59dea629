package tocsin.notifiers.template;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.GoJson;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Utf8;

/** {@code toJson}: the text that Go's encoder writes of a value. */
final class ValueJson {
    /** Lists in lists; deeper ones come from templates that loop. */
    private static final int DEEPEST = 200;

    private final JsonGenerator json;

    private ValueJson(JsonGenerator json) {
        this.json = json;
    }

    /** @throws FunctionFailure when a value has no form in JSON */
    static String of(@Nullable Object value, BoundedText text) throws FunctionFailure {
        GoJson.<FunctionFailure>write(new BoundedWriter(text), json -> new ValueJson(json).write(value, 0));
        return text.toString();
    }

    private void write(@Nullable Object value, int depth) throws IOException, FunctionFailure {
        if (depth > DEEPEST) {
            throw new FunctionFailure("json: nested deeper than " + DEEPEST);
        }
        if (value == null || (value instanceof Nillable nillable && nillable.isNil())) {
            json.writeNull();
        } else if (value instanceof ListValue list) {
            list(list, depth);
        } else if (value instanceof MapValue map) {
            map(map, depth);
        } else if (value instanceof StructValue struct) {
            struct(struct, depth);
        } else {
            scalar(value);
        }
    }

    private void list(ListValue list, int depth) throws IOException, FunctionFailure {
        json.writeStartArray();
        for (int i = 0; i < list.size(); i++) {
            write(list.get(i), depth + 1);
        }
        json.writeEndArray();
    }

    private void map(MapValue map, int depth) throws IOException, FunctionFailure {
        json.writeStartObject();
        for (String key : map.keys()) {
            GoJson.writeName(json, Utf8.wellFormed(key));
            write(map.get(key), depth + 1);
        }
        json.writeEndObject();
    }

    private void struct(StructValue struct, int depth) throws IOException, FunctionFailure {
        json.writeStartObject();
        for (String field : struct.fields()) {
            json.writeFieldName(struct instanceof JsonStruct named ? named.jsonName(field) : field);
            write(struct.field(field), depth + 1);
        }
        json.writeEndObject();
    }

    private void scalar(Object value) throws IOException, FunctionFailure {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof TypedString typed) {
            text(typed.text());
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            real(number);
        } else if (value instanceof TimeValue time) {
            json.writeString(rfc3339(time));
        } else if (value instanceof IntValue integer) {
            json.writeNumber(
                    integer.type().kind() == Kind.UINT
                            ? Long.toUnsignedString(integer.value())
                            : Long.toString(integer.value()));
        } else {
            throw new FunctionFailure("json: unsupported type");
        }
    }

    private void text(String text) throws IOException {
        GoJson.writeString(json, Utf8.wellFormed(text));
    }

    private void real(double number) throws IOException, FunctionFailure {
        if (!Double.isFinite(number)) {
            String name = Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf";
            throw new FunctionFailure("json: unsupported value: " + name);
        }
        GoJson.writeDouble(json, number);
    }

    private static String rfc3339(TimeValue value) throws FunctionFailure {
        OffsetDateTime time = OffsetDateTime.ofInstant(
                value.instant(), value.zone().getRules().getOffset(value.instant()));
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new FunctionFailure("json: error calling MarshalJSON for type time.Time: year outside of [0,9999]");
        }
        return "%04d-%02d-%02dT%02d:%02d:%02d%s%s"
                .formatted(
                        time.getYear(),
                        time.getMonthValue(),
                        time.getDayOfMonth(),
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        fraction(time.getNano()),
                        offset(time.getOffset()));
    }

    private static String fraction(int nanos) {
        return nanos == 0 ? "" : "%c%s".formatted('.', "%09d".formatted(nanos).replaceAll("0+$", ""));
    }

    private static String offset(ZoneOffset offset) {
        int minutes = Math.abs(offset.getTotalSeconds()) / 60;
        return offset.getTotalSeconds() == 0
                ? "Z"
                : String.format(
                        Locale.ROOT,
                        "%c%02d:%02d",
                        offset.getTotalSeconds() < 0 ? '-' : '+',
                        minutes / 60,
                        minutes % 60);
    }
}
