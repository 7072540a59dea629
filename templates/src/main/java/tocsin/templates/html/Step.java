package tocsin.templates.html;

/**
 * How far a text stays in one place of the page, and where it goes then.
 *
 * @param next after this step
 * @param mark where the characters end that belong to the place before; what follows up to {@code end} leads to the next
 *     one, e.g. {@code <a} or the start of a comment
 * @param end where the next step begins
 */
record Step(Context next, int mark, int end) {
    static Step to(Context next, int end) {
        return new Step(next, end, end);
    }
}
