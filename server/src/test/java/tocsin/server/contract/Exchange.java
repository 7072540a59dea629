package tocsin.server.contract;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the table.
 *
 * <p>In the target and the body, <code>{{name}}</code> stands for what an earlier request of the chapter captured, and
 * <code>{{now+1h}}</code> for a time.
 *
 * @param method empty for a step that only lets time pass
 * @param target path and query as they go over the wire
 * @param body null for none
 * @param latin1 whether the characters of the body are its bytes; else it goes as UTF-8
 * @param captures name to the field of the answer, a JSON object, that it is captured from
 * @param until how many elements the answer, a list, has in the end; it is asked for until it has them. Null: once
 * @param advance what passes before the request
 * @param differs null where Tocsin must answer as was recorded
 */
record Exchange(
        String name,
        String method,
        String target,
        Map<String, String> headers,
        @Nullable String body,
        boolean latin1,
        Map<String, String> captures,
        @Nullable Integer until,
        Duration advance,
        @Nullable Difference differs) {}
