package tocsin.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What an OpenAPI document says of answers. */
final class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final String base;
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    private OpenApiDocument(JsonNode document) {
        this.document = document;
        this.base = document.at("/servers/0/url").asText();
    }

    static OpenApiDocument parse(String yaml) {
        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new OpenApiDocument(JSON.valueToTree(read));
    }

    /** @param path as in requests, with {@code {name}} for a part of it that varies */
    record Operation(String method, String path) {}

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        all.add(new Operation(method.toUpperCase(Locale.ROOT), base + path.getKey()));
                    }
                }));
        return all;
    }

    boolean describes(String method, String path) {
        return operations().stream().anyMatch(operation -> fits(operation, method, path));
    }

    /** What is wrong with an answer to a request that the document describes; empty when nothing is. */
    List<String> problems(String method, String path, int status, String contentType, String body) {
        Operation operation = operations().stream()
                .filter(candidate -> fits(candidate, method, path))
                .findFirst()
                .orElseThrow();
        JsonNode response = response(operation, status);
        if (response.isMissingNode()) {
            return List.of("status %d is not described".formatted(status));
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("no body is described, found " + body);
        }
        JsonNode schema = content.path(contentType).path("schema");
        return schema.isMissingNode()
                ? List.of("content type \"%s\" is not described".formatted(contentType))
                : violations(schema, body);
    }

    private static boolean fits(Operation operation, String method, String path) {
        String pattern = operation.path().replaceAll("\\{[^}]*}", "[^/]+").replace(".yaml", "[.]yaml");
        return operation.method().equals(method) && path.matches(pattern);
    }

    private JsonNode response(Operation operation, int status) {
        JsonNode response = document.get("paths")
                .get(operation.path().substring(base.length()))
                .get(operation.method().toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status));
        JsonNode reference = response.get("$ref");
        return reference == null ? response : document.at(reference.asText().substring(1));
    }

    private List<String> violations(JsonNode schema, String body) {
        return schemas.computeIfAbsent(schema, this::withComponents).validate(body, InputFormat.JSON).stream()
                .map(error -> "%s in %s".formatted(error, body))
                .toList();
    }

    private Schema withComponents(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", Objects.requireNonNull(document.get("components")));
        return SCHEMAS.getSchema(whole);
    }
}
