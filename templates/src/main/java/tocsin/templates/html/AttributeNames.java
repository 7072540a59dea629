package tocsin.templates.html;

import java.util.Locale;
import java.util.Set;
import tocsin.templates.html.Context.Attribute;
import tocsin.templates.html.Context.Element;

/** What attributes mean, by their names: rather too dangerous than too harmless. */
final class AttributeNames {
    private static final Set<String> URLS = Set.of(
            "action",
            "archive",
            "background",
            "cite",
            "classid",
            "codebase",
            "data",
            "formaction",
            "href",
            "icon",
            "longdesc",
            "manifest",
            "poster",
            "profile",
            "src",
            "usemap",
            "xmlns");
    /** Plain, though their names look like those of URLs. */
    private static final Set<String> TEXTS = Set.of("srcdoc", "srclang");
    /** Plain as an attribute of the template, but not for data to choose: they decide what others mean or where data goes. */
    private static final Set<String> NOT_BY_DATA = Set.of(
            "accept-charset",
            "async",
            "challenge",
            "charset",
            "content",
            "crossorigin",
            "defer",
            "enctype",
            "form",
            "formenctype",
            "formmethod",
            "formnovalidate",
            "http-equiv",
            "keytype",
            "language",
            "method",
            "novalidate",
            "pattern",
            "rel",
            "sandbox",
            "srcdoc",
            "type",
            "value");

    private AttributeNames() {}

    static Attribute judge(String written, Element element) {
        String name = written.toLowerCase(Locale.ROOT);
        if (element == Element.META && name.equals("content")) {
            return Attribute.META_CONTENT;
        }
        Attribute attribute = judge(name);
        boolean prefix = name.startsWith("data-") || name.startsWith("aria-");
        return attribute == Attribute.PLAIN && prefix ? Attribute.PLAIN_PREFIX : attribute;
    }

    /** Whether data may be the name of an attribute. */
    static boolean isHarmless(String lowerCaseName) {
        return judge(lowerCaseName) == Attribute.PLAIN && !NOT_BY_DATA.contains(essence(lowerCaseName));
    }

    private static Attribute judge(String lowerCaseName) {
        if (!lowerCaseName.startsWith("data-") && lowerCaseName.startsWith("xmlns:")) {
            return Attribute.URL;
        }
        String name = essence(lowerCaseName);
        if (name.equals("style")) {
            return Attribute.STYLE;
        }
        if (name.equals("srcset")) {
            return Attribute.SRCSET;
        }
        if (name.startsWith("on")) {
            return Attribute.HANDLER;
        }
        return isUrl(name) ? Attribute.URL : Attribute.PLAIN;
    }

    private static boolean isUrl(String name) {
        boolean sounds = name.contains("src") || name.contains("uri") || name.contains("url");
        return URLS.contains(name) || (sounds && !TEXTS.contains(name));
    }

    /** Without {@code data-} or a namespace: {@code xlink:href} is one more {@code href}. */
    private static String essence(String name) {
        if (name.startsWith("data-")) {
            return name.substring(5);
        }
        return name.substring(name.indexOf(':') + 1);
    }
}
