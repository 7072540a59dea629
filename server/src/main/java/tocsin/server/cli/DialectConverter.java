package tocsin.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tocsin.rules.RuleDialect;

/** Reads {@code --rules.dialect}. */
public final class DialectConverter implements ITypeConverter<RuleDialect> {
    @Override
    public RuleDialect convert(String value) {
        return switch (value) {
            case "prometheus" -> RuleDialect.PROMETHEUS;
            case "vmalert" -> RuleDialect.VMALERT;
            default ->
                throw new TypeConversionException(
                        "`%s` is not a dialect; write prometheus or vmalert".formatted(value));
        };
    }
}
