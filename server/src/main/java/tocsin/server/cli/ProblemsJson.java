package tocsin.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import tocsin.config.Position;
import tocsin.config.Problem;

/** Problems for programs: a list of objects with {@code source, line, column, severity, message}. */
final class ProblemsJson {
    private ProblemsJson() {}

    static String of(List<Problem> problems) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Problem problem : problems) {
                write(json, problem);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", problem.source());
        Position position = problem.position();
        if (position != null) {
            json.writeNumberField("line", position.line());
            json.writeNumberField("column", position.column());
        }
        json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("message", problem.message());
        json.writeEndObject();
    }
}
