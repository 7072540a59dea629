package tocsin.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tocsin.templates.format.GoFloat;

/** Reads the value of a sample as Go does. */
final class SampleValueConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("`%s` is not a number; write e.g. 0.5, 1e9, NaN or +Inf".formatted(text));
        }
    }
}
