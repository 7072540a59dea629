package tocsin.router.pipeline;

import tocsin.model.Labels;

/**
 * What a thing decided takes of the memory for records: one, and one more for each kilobyte of its text, because texts come
 * from outside and a count alone would bound nothing.
 */
final class Weight {
    private static final int KILOBYTE = 1024;

    private Weight() {}

    static int of(String text) {
        return 1 + text.length() / KILOBYTE;
    }

    static int of(Labels labels) {
        int length = 0;
        for (int i = 0; i < labels.size(); i++) {
            length += labels.name(i).length() + labels.value(i).length();
        }
        return 1 + length / KILOBYTE;
    }
}
