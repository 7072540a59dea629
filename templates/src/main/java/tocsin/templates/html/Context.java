package tocsin.templates.html;

/**
 * Where in a page a text stands, as far as it matters for what may follow.
 *
 * @param delimiter what ends the attribute value around it
 * @param urlPart only differs from {@link UrlPart#START} inside a URL
 * @param attribute only differs from {@link Attribute#PLAIN} between an attribute's name and its value
 * @param element whose tag or content this is
 */
record Context(State state, Delimiter delimiter, UrlPart urlPart, Attribute attribute, Element element) {
    static final Context TEXT = of(State.TEXT, Element.OTHER);
    /** Behind {@code break} and {@code continue}: never reached. */
    static final Context DEAD = of(State.DEAD, Element.OTHER);

    enum State {
        TEXT("text"),
        TAG("a tag"),
        ATTRIBUTE_NAME("an attribute name"),
        AFTER_NAME("a tag, behind an attribute name"),
        BEFORE_VALUE("a tag, before an attribute value"),
        HTML_COMMENT("an HTML comment"),
        RCDATA("the text of a <title> or <textarea>"),
        ATTRIBUTE("an attribute value"),
        /** Of an attribute whose name was put together by actions. */
        UNJUDGED("an attribute value"),
        URL("a URL attribute"),
        SRCSET("a srcset attribute"),
        META_CONTENT("the content attribute of a <meta>"),
        META_URL("the URL of a <meta>"),
        SCRIPT("a <script>"),
        /** Behind {@code <!--} inside a script, where {@code <script} hides the next end tag. */
        SCRIPT_ESCAPED("a <script>"),
        SCRIPT_DOUBLE_ESCAPED("a <script>"),
        HANDLER("an event handler attribute"),
        CSS("CSS"),
        CSS_DOUBLE("a double-quoted CSS string"),
        CSS_SINGLE("a single-quoted CSS string"),
        CSS_URL_DOUBLE("a double-quoted CSS url()"),
        CSS_URL_SINGLE("a single-quoted CSS url()"),
        CSS_URL("a CSS url()"),
        CSS_BLOCK_COMMENT("a CSS comment"),
        CSS_LINE_COMMENT("a CSS comment"),
        DEAD("unreachable text");

        private final String words;

        State(String words) {
            this.words = words;
        }

        boolean isComment() {
            return this == HTML_COMMENT || this == CSS_BLOCK_COMMENT || this == CSS_LINE_COMMENT;
        }

        boolean isInTag() {
            return this == TAG || this == ATTRIBUTE_NAME || this == AFTER_NAME || this == BEFORE_VALUE;
        }

        boolean isScript() {
            return this == SCRIPT || this == SCRIPT_ESCAPED || this == SCRIPT_DOUBLE_ESCAPED || this == HANDLER;
        }
    }

    enum Delimiter {
        /** Outside of attribute values. */
        NONE("", ""),
        DOUBLE("\"", " in double quotes"),
        SINGLE("'", " in single quotes"),
        /** White space or the end of the tag. */
        SPACE(" \t\n\f\r>", " without quotes");

        private final String ends;
        private final String words;

        Delimiter(String ends, String words) {
            this.ends = ends;
            this.words = words;
        }

        /** Characters that end the value. */
        String ends() {
            return ends;
        }
    }

    enum UrlPart {
        START,
        /** Scheme, authority or path. */
        PATH,
        QUERY_OR_FRAGMENT,
        /** Branches came together that differ. */
        UNKNOWN;

        /** The part after some more of the URL. */
        UrlPart after(String more) {
            if (more.indexOf('#') >= 0 || more.indexOf('?') >= 0) {
                return QUERY_OR_FRAGMENT;
            }
            return this == START && !Ascii.isBlank(more) ? PATH : this;
        }
    }

    /** What the name of an attribute says about its value. */
    enum Attribute {
        PLAIN(State.ATTRIBUTE),
        /** {@code data-} and the like: plain, however the name goes on. */
        PLAIN_PREFIX(State.ATTRIBUTE),
        PIECED(State.UNJUDGED),
        URL(State.URL),
        SRCSET(State.SRCSET),
        STYLE(State.CSS),
        HANDLER(State.HANDLER),
        META_CONTENT(State.META_CONTENT);

        private final State value;

        Attribute(State value) {
            this.value = value;
        }

        State value() {
            return value;
        }

        /** When the name goes on behind an action, or with one. */
        Attribute continued() {
            return this == PLAIN ? PIECED : this;
        }

        boolean isPlain() {
            return this == PLAIN || this == PLAIN_PREFIX || this == PIECED;
        }
    }

    enum Element {
        OTHER(State.TEXT),
        SCRIPT(State.SCRIPT),
        STYLE(State.CSS),
        TEXTAREA(State.RCDATA),
        TITLE(State.RCDATA),
        /** Has no content. */
        META(State.TEXT);

        private final State content;

        Element(State content) {
            this.content = content;
        }

        static Element named(String name) {
            return switch (Ascii.lower(name)) {
                case "script" -> SCRIPT;
                case "style" -> STYLE;
                case "textarea" -> TEXTAREA;
                case "title" -> TITLE;
                case "meta" -> META;
                default -> OTHER;
            };
        }

        /** Where the tag's end leads. */
        Context content() {
            return content == State.TEXT ? TEXT : of(content, this);
        }
    }

    private static Context of(State state, Element element) {
        return new Context(state, Delimiter.NONE, UrlPart.START, Attribute.PLAIN, element);
    }

    static Context inTag(Element element) {
        return of(State.TAG, element);
    }

    Context with(State other) {
        return new Context(other, delimiter, urlPart, attribute, element);
    }

    Context with(UrlPart other) {
        return new Context(state, delimiter, other, attribute, element);
    }

    Context with(State other, Attribute name) {
        return new Context(other, delimiter, urlPart, name, element);
    }

    Context valueIn(Delimiter quote) {
        return new Context(attribute.value(), quote, UrlPart.START, Attribute.PLAIN, element);
    }

    /** The place after reading nothing: what an action that stands here is part of. */
    Context nudged() {
        return switch (state) {
            case TAG, AFTER_NAME -> with(State.ATTRIBUTE_NAME, Attribute.PLAIN);
            case BEFORE_VALUE -> valueIn(Delimiter.SPACE);
            default -> this;
        };
    }

    /** Whether comments here leave the page: those of attribute values stay. */
    boolean isStrippedComment() {
        return state.isComment() && delimiter == Delimiter.NONE;
    }

    /** For messages. */
    @Override
    public String toString() {
        String part = urlPart == UrlPart.QUERY_OR_FRAGMENT ? ", behind ? or #" : "";
        return state.words + delimiter.words + part;
    }
}
