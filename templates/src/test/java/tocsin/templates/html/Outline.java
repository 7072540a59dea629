package tocsin.templates.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of a page with the names and delimiters of their attributes, as an ordinary reader of HTML sees them. */
final class Outline {
    private static final Pattern TOKEN =
            Pattern.compile("<!--.*?-->|<(/?[a-zA-Z][^\\s/>]*)|<(?<other>[!?/].)|[^<]+|<", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "[\\s/]*(?:(?<end>>)|(?<name>[^\\s/>=]+)(?:\\s*=\\s*(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^\\s>]+)))?)");

    private final StringBuilder outline = new StringBuilder();
    private final String page;

    private Outline(String page) {
        this.page = page;
    }

    static String of(String page) {
        Outline outline = new Outline(page);
        outline.read();
        return outline.outline.toString();
    }

    private void read() {
        Matcher token = TOKEN.matcher(page);
        for (int at = 0; at < page.length() && token.find(at); ) {
            at = token.end();
            if (token.group(1) != null) {
                outline.append('<').append(token.group(1));
                at = attributes(at);
            } else if (token.group().startsWith("<")) {
                outline.append("<markup>");
            }
        }
    }

    private int attributes(int from) {
        Matcher attribute = ATTRIBUTE.matcher(page);
        int at = from;
        while (attribute.find(at) && attribute.start() == at) {
            at = attribute.end();
            if (attribute.group("end") != null) {
                outline.append('>');
                return at;
            }
            outline.append(' ').append(attribute.group("name")).append(delimiter(attribute));
        }
        outline.append("<broken>");
        return page.length();
    }

    private static String delimiter(Matcher attribute) {
        if (attribute.group("double") != null) {
            return "=\"\"";
        }
        if (attribute.group("single") != null) {
            return "=''";
        }
        return attribute.group("bare") == null ? "" : "=";
    }
}
