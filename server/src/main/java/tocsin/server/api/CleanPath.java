package tocsin.server.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The shortest path that means the same. Always begins with exactly one slash and holds no backslash, which browsers take for
 * one, so no redirect to it leaves this host.
 */
final class CleanPath {
    private CleanPath() {}

    static String of(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment.replace("\\", "%5C"));
            }
        }
        return text(kept, last.isEmpty());
    }

    private static String text(Deque<String> segments, boolean slashAtEnd) {
        StringBuilder text = new StringBuilder("/");
        for (Iterator<String> rest = segments.iterator(); rest.hasNext(); ) {
            text.append(rest.next());
            if (rest.hasNext() || slashAtEnd) {
                text.append('/');
            }
        }
        return text.toString();
    }
}
