package tocsin.templates.html;

import org.jspecify.annotations.Nullable;
import tocsin.templates.html.Context.Attribute;
import tocsin.templates.html.Context.State;
import tocsin.templates.html.Context.UrlPart;

/** Where a page goes on behind two ways through a template. */
final class Joining {
    private Joining() {}

    /** Null when the ways end in places that do not go together. */
    static @Nullable Context join(Context left, Context right) {
        if (left.state() == State.DEAD || left.equals(right)) {
            return right;
        }
        if (right.state() == State.DEAD) {
            return left;
        }
        if (left.with(right.urlPart()).equals(right)) {
            return left.with(UrlPart.UNKNOWN);
        }
        if (areNames(left, right)) {
            boolean pieced = left.attribute() == Attribute.PIECED || right.attribute() == Attribute.PIECED;
            return left.with(left.state(), pieced ? Attribute.PIECED : Attribute.PLAIN);
        }
        Context nudgedLeft = left.nudged();
        Context nudgedRight = right.nudged();
        boolean same = nudgedLeft.equals(left) && nudgedRight.equals(right);
        return same ? null : join(nudgedLeft, nudgedRight);
    }

    /** Two attributes that only differ in how far their plain names are known. */
    private static boolean areNames(Context left, Context right) {
        return left.attribute().isPlain()
                && right.attribute().isPlain()
                && left.with(right.state(), right.attribute()).equals(right)
                && left.state() == right.state();
    }
}
