package tocsin.notifiers.template;

import tocsin.templates.value.Value;

/** A list or map that may never have been made, which only JSON tells from an empty one. */
interface Nillable extends Value {
    boolean isNil();
}
