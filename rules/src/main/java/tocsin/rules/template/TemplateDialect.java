package tocsin.rules.template;

import tocsin.templates.syntax.TemplateException;

/** Whose rule templates: decides which texts are templates, their variables and functions, and the texts of errors. */
public enum TemplateDialect {
    PROMETHEUS("{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}") {
        @Override
        public boolean isTemplate(String text) {
            return text.contains("{{");
        }

        @Override
        String notParsed(String name, TemplateException problem) {
            return "error parsing template " + name + ": " + problem.getMessage();
        }

        @Override
        String notExecuted(String name, String reason) {
            return "error executing template " + name + ": " + reason;
        }

        @Override
        public String valueFor(String error) {
            return "<error expanding template: " + error + '>';
        }
    },
    VMALERT("{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}"
            + "{{$type := .Type}}{{$expr := .Expr}}{{$interval := .Interval}}{{$alertID := .AlertID}}"
            + "{{$groupID := .GroupID}}{{$activeAt := .ActiveAt}}{{$for := .For}}{{$isPartial := .IsPartial}}") {
        @Override
        public boolean isTemplate(String text) {
            return text.contains("{{") && text.contains("}}");
        }

        @Override
        String notParsed(String name, TemplateException problem) {
            return "error parsing template: " + problem.getMessage();
        }

        @Override
        String notExecuted(String name, String reason) {
            return "error evaluating template: " + reason;
        }

        @Override
        public String valueFor(String error) {
            return error;
        }
    };

    private final String definitions;

    TemplateDialect(String definitions) {
        this.definitions = definitions;
    }

    /** Whether expanding the text could change it. */
    public abstract boolean isTemplate(String text);

    /** What stands on the first line in front of every text: the variables. Positions in errors count it. */
    String definitions() {
        return definitions;
    }

    abstract String notParsed(String name, TemplateException problem);

    abstract String notExecuted(String name, String reason);

    /** The label or annotation whose text could not be expanded. */
    public abstract String valueFor(String error);
}
