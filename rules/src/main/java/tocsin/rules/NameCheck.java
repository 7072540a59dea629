package tocsin.rules;

import java.util.Optional;
import tocsin.model.LabelNames;
import tocsin.model.Labels;

/** Names of metrics, labels and annotations; empty means valid. vmalert's dialect refuses {@code __name__} only. */
final class NameCheck {
    private final RuleFileOptions options;

    NameCheck(RuleFileOptions options) {
        this.options = options;
    }

    Optional<String> label(String name) {
        boolean valid = options.vmalert() || options.names().isValid(name);
        return valid && !name.equals(Labels.METRIC_NAME)
                ? Optional.empty()
                : Optional.of("invalid label name: " + name + hint(name));
    }

    Optional<String> annotation(String name) {
        return options.vmalert() || options.names().isValid(name)
                ? Optional.empty()
                : Optional.of("invalid annotation name: " + name + hint(name));
    }

    Optional<String> metric(String name) {
        if (name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
            return Optional.of("braces present in the recording rule name; should it be in expr?: " + name);
        }
        // A colon is the only thing that classic metric names have beyond classic label names.
        String withoutColons = options.names() == LabelNames.CLASSIC ? name.replace(':', '_') : name;
        return options.names().isValid(withoutColons)
                ? Optional.empty()
                : Optional.of("invalid recording rule name: " + name + hint(name));
    }

    private String hint(String name) {
        if (name.equals(Labels.METRIC_NAME)) {
            return "; the metric name is not a label here";
        }
        return options.names() == LabelNames.CLASSIC
                ? "; use letters, digits and `_`, or the utf8 name validation scheme"
                : "";
    }
}
