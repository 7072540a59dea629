package tocsin.notifiers.template;

import tocsin.templates.value.StructValue;

/** A struct whose fields have other names in JSON than in templates. */
interface JsonStruct extends StructValue {
    /** @param field one of {@link #fields()} */
    String jsonName(String field);
}
