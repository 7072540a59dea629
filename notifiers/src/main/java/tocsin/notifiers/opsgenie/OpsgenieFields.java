package tocsin.notifiers.opsgenie;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tocsin.model.Utf8Order;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * Renders what Opsgenie is told. It takes 130 code points of message and 15,000 of description; what is longer is cut and ends
 * in {@code …}. A notice of failed templates ends the description, or is the note of a closing. A priority that Opsgenie does
 * not know is left out: it would refuse the whole alert. Immutable; any thread.
 */
final class OpsgenieFields {
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_DESCRIPTION = 15_000;
    private static final int LONGEST_PRIORITY_QUOTED = 40;
    private static final String TEAMS = "teams";
    private static final String TEAM = "team";

    private final TemplatedField message;
    private final TemplatedField description;
    private final TemplatedField source;
    private final TemplatedField entity;
    private final TemplatedField tags;
    private final TemplatedField actions;
    private final TemplatedField note;
    private final TemplatedField priority;
    private final Map<String, TemplatedField> details = new LinkedHashMap<>();
    private final List<ResponderFields> responders;

    private record ResponderFields(
            TemplatedField id, TemplatedField name, TemplatedField username, TemplatedField type) {}

    OpsgenieFields(OpsgenieConfig config, FieldRenderer renderer) {
        OpsgenieTexts texts = config.texts();
        this.message = texts.message().with(renderer);
        this.description = texts.description().with(renderer);
        this.source = texts.source().with(renderer);
        this.entity = texts.entity().with(renderer);
        this.tags = texts.tags().with(renderer);
        this.actions = texts.actions().with(renderer);
        this.note = texts.note().with(renderer);
        this.priority = texts.priority().with(renderer);
        config.details().forEach((name, text) -> details.put(name, text.with(renderer)));
        this.responders = config.responders().stream()
                .map(responder -> new ResponderFields(
                        responder.id().with(renderer),
                        responder.name().with(renderer),
                        responder.username().with(renderer),
                        responder.type().with(renderer)))
                .toList();
    }

    /** @param notes gets what is not as configured, beside failed templates */
    OpsgenieAlert opened(NotificationData data, Rendering rendering, List<String> notes) {
        String shownMessage = Truncation.toCodePoints(rendering.render(message), LONGEST_MESSAGE);
        String shownSource = rendering.render(source);
        String shownNote = rendering.render(note);
        String shownPriority = priority(rendering.render(priority), notes);
        String shownEntity = rendering.render(entity);
        List<String> shownTags = split(rendering.render(tags));
        List<String> shownActions = split(rendering.render(actions));
        List<Addressee> addressees =
                responders.stream().flatMap(each -> addressees(each, rendering)).toList();
        Map<String, String> shownDetails = details(data, rendering);
        return new OpsgenieAlert(
                data.groupKeyHash(),
                shownMessage,
                // Last, for its notice tells of all the others.
                description(rendering),
                shownDetails,
                shownSource,
                addressees,
                shownTags,
                shownNote,
                shownPriority,
                shownEntity,
                shownActions);
    }

    private String description(Rendering rendering) {
        String text = rendering.render(description);
        return Truncation.withNotice(text, rendering.notice(), LONGEST_DESCRIPTION);
    }

    /** The body that closes an alert. */
    Buffer closed(Rendering rendering) {
        String shownSource = rendering.render(source);
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "source", shownSource);
            GoJson.writeIfSet(json, "note", rendering.notice());
            json.writeEndObject();
        });
    }

    private Map<String, String> details(NotificationData data, Rendering rendering) {
        Map<String, String> all = new TreeMap<>(Utf8Order::compare);
        all.putAll(data.commonLabels());
        details.forEach((name, field) -> all.put(name, rendering.render(field)));
        return all;
    }

    private static String priority(String rendered, List<String> notes) {
        String priority = rendered.strip();
        if (priority.isEmpty() || priority.matches("P[1-5]")) {
            return priority;
        }
        notes.add("`priority` is `%s`, which Opsgenie does not know (P1 to P5), and was left out"
                .formatted(Truncation.toCodePoints(priority, LONGEST_PRIORITY_QUOTED)));
        return "";
    }

    /** Each team of a list of teams by itself; nobody when the alerts name nobody. */
    private static Stream<Addressee> addressees(ResponderFields fields, Rendering rendering) {
        Addressee addressee = new Addressee(
                rendering.render(fields.id()),
                rendering.render(fields.name()),
                rendering.render(fields.username()),
                rendering.render(fields.type()));
        if (addressee.type().equals(TEAMS)) {
            return split(addressee.name()).stream().map(team -> new Addressee("", team, "", TEAM));
        }
        return addressee.isNobody() ? Stream.empty() : Stream.of(addressee);
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
