package tocsin.templates.format;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Printed;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.TextTooLong;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedString;
import tocsin.templates.value.Value;

/** Writes an operand under one verb and its flags: lists, maps and structs element by element, under the same verb. */
final class OperandText {
    /** Far more levels than data has; few enough for any thread's stack. */
    private static final int MOST_LEVELS = 100;

    private static final int REPLACEMENT = 0xFFFD;

    private final BoundedText out;
    private final Directive directive;
    private final int verb;
    /** Inside {@code %!d(string=…)}, where upstream asks no value for its own text. */
    private final boolean complaining;

    OperandText(BoundedText out, Directive directive, int verb) {
        this(out, directive, verb, false);
    }

    private OperandText(BoundedText out, Directive directive, int verb, boolean complaining) {
        this.out = out;
        this.directive = directive;
        this.verb = verb;
        this.complaining = complaining;
    }

    void write(@Nullable Object value) {
        if (value == null) {
            writeNil();
        } else if (verb == 'T') {
            StringText.write(out, directive, Type.of(value).name());
        } else if (verb == 'p' || verb == 'w') {
            complain(value);
        } else {
            write(value, 0);
        }
    }

    /** The value without the {@code &} of a pointer. */
    void writePointedTo(StructValue struct) {
        if (struct instanceof Printed) {
            write(struct, 0);
        } else {
            writeFields(struct, 0);
        }
    }

    private void writeNil() {
        if (verb == 'v' || verb == 'T') {
            directive.pad(out, "<nil>");
        } else {
            out.append("%!").appendCodePoint(verb).append("(<nil>)");
        }
    }

    private void write(Object value, int level) {
        if (value instanceof String text) {
            writeString(text, value);
        } else if (value instanceof Double number) {
            writeFloat(number);
        } else if (value instanceof Long number) {
            writeInteger(number, false, value);
        } else if (value instanceof Boolean truth) {
            writeBool(truth);
        } else {
            writeValue((Value) value, level);
        }
    }

    private void writeValue(Value value, int level) {
        if (level > MOST_LEVELS) {
            throw TextTooLong.nested(MOST_LEVELS);
        }
        if (value instanceof Printed printed && asksForText()) {
            writeString(printed.printed(), value);
        } else if (value instanceof TypedString string) {
            writeString(string.text(), value);
        } else if (value instanceof IntValue number) {
            writeInteger(number.value(), value.type().kind() == Kind.UINT, value);
        } else if (value instanceof ListValue list) {
            writeList(list, level);
        } else if (value instanceof MapValue map) {
            writeMap(map, level);
        } else if (value instanceof StructValue struct) {
            writeStruct(struct, level);
        } else {
            writeOpaque(value);
        }
    }

    private boolean asksForText() {
        if (complaining || directive.goSyntax()) {
            return false;
        }
        return switch (verb) {
            case 'v', 's', 'x', 'X', 'q' -> true;
            default -> false;
        };
    }

    /** A value whose inside is nobody's business, such as a time. */
    private void writeOpaque(Value value) {
        String text = value instanceof Printed printed
                ? printed.printed()
                : value.type().name();
        if (verb == 'v') {
            StringText.write(out, directive, text);
        } else {
            complainOf(value, text);
        }
    }

    private void writeBool(boolean truth) {
        if (verb == 't' || verb == 'v') {
            directive.pad(out, truth ? "true" : "false");
        } else {
            complain(truth);
        }
    }

    private void writeFloat(double number) {
        switch (verb) {
            case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E' ->
                FloatText.write(out, directive, number, (char) verb);
            default -> complain(number);
        }
    }

    private void writeString(String text, Object value) {
        switch (verb) {
            case 'v' -> writePlainOrGo(text);
            case 's' -> StringText.write(out, directive, text);
            case 'x', 'X' -> StringText.writeHex(out, directive, text, verb == 'X');
            case 'q' -> StringText.writeQuoted(out, directive, text);
            default -> complain(value);
        }
    }

    private void writePlainOrGo(String text) {
        if (directive.goSyntax()) {
            StringText.writeQuoted(out, directive, text);
        } else {
            StringText.write(out, directive, text);
        }
    }

    private void writeInteger(long number, boolean unsigned, Object value) {
        switch (verb) {
            case 'v' -> writePlainOrGo(number, unsigned);
            case 'd', 'b', 'o', 'O', 'x', 'X' -> IntegerText.write(out, directive, number, unsigned, (char) verb);
            case 'c' -> directive.pad(out, GoQuoting.character(number));
            case 'q' ->
                directive.pad(
                        out,
                        directive.plus() ? GoQuoting.quoteCharacterToAscii(number) : GoQuoting.quoteCharacter(number));
            case 'U' -> IntegerText.writePoint(out, directive, number);
            default -> complain(value);
        }
    }

    private void writePlainOrGo(long number, boolean unsigned) {
        if (directive.goSyntax() && unsigned) {
            IntegerText.write(out, directive.withSharp(true), number, true, 'x');
        } else {
            IntegerText.write(out, directive, number, unsigned, 'd');
        }
    }

    private void writeList(ListValue list, int level) {
        out.append(directive.goSyntax() ? list.type().name() + '{' : "[");
        for (int i = 0; i < list.size(); i++) {
            separate(i);
            writeElement(list.get(i), level);
        }
        out.append(directive.goSyntax() ? '}' : ']');
    }

    private void writeMap(MapValue map, int level) {
        out.append(directive.goSyntax() ? map.type().name() + '{' : "map[");
        List<String> keys = map.keys();
        for (int i = 0; i < keys.size(); i++) {
            separate(i);
            writeElement(keys.get(i), level);
            out.append(':');
            writeElement(map.get(keys.get(i)), level);
        }
        out.append(directive.goSyntax() ? '}' : ']');
    }

    private void writeStruct(StructValue struct, int level) {
        String type = struct.type().name();
        boolean pointer = type.startsWith("*");
        out.append(pointer ? "&" : "");
        out.append(directive.goSyntax() ? type.substring(pointer ? 1 : 0) : "");
        writeFields(struct, level);
    }

    private void writeFields(StructValue struct, int level) {
        out.append('{');
        List<String> fields = struct.fields();
        for (int i = 0; i < fields.size(); i++) {
            separate(i);
            writeFieldName(fields.get(i));
            writeElement(struct.field(fields.get(i)), level);
        }
        out.append('}');
    }

    private void writeFieldName(String name) {
        if (directive.fieldNames() || directive.goSyntax()) {
            out.append(name).append(':');
        }
    }

    private void separate(int index) {
        if (index > 0) {
            out.append(directive.goSyntax() ? ", " : " ");
        }
    }

    private void writeElement(@Nullable Object element, int level) {
        if (element == null) {
            out.append(directive.goSyntax() ? "interface {}(nil)" : "<nil>");
        } else {
            write(element, level + 1);
        }
    }

    /** {@code %!d(string=x)}: the verb does not fit the operand. */
    private void complain(Object value) {
        startComplaint(value);
        new OperandText(out, directive, 'v', true).write(value, 0);
        out.append(')');
    }

    private void complainOf(Object value, String text) {
        startComplaint(value);
        out.append(text).append(')');
    }

    private void startComplaint(Object value) {
        int shown = Character.isValidCodePoint(verb) ? verb : REPLACEMENT;
        out.append("%!").appendCodePoint(shown).append('(');
        out.append(Type.of(value).name()).append('=');
    }
}
