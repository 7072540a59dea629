package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Utf8;

class StructurePropertyTest {
    @Property(tries = 3000)
    void no_string_changes_the_tags_and_attributes_of_a_page(
            @ForAll("templates") String template, @ForAll("hostile") String value) throws TemplateException {
        assertThat(Outline.of(page(template, value))).isEqualTo(Outline.of(page(template, "harmless")));
    }

    @Property(tries = 2000)
    void no_string_is_a_url_that_runs_code(@ForAll("urls") String template, @ForAll("schemes") String value)
            throws TemplateException {
        int before = template.indexOf("{{");
        int behind = template.length() - template.lastIndexOf("}}") - 2;
        String page = page(template, value);
        String url = CharacterReferences.decode(page.substring(before, page.length() - behind));

        assertThat(url.replaceAll("[\\x00-\\x20]", "")).doesNotMatch("(?is)(?!https?:|mailto:)[^/?#:]*:.*");
    }

    @Property(tries = 2000)
    void no_string_leaves_its_declaration(@ForAll("declarations") String template, @ForAll("hostile") String value)
            throws TemplateException {
        assertThat(punctuation(page(template, value))).isEqualTo(punctuation(page(template, "harmless")));
    }

    @Property(tries = 1000)
    void text_reads_as_the_string(@ForAll("hostile") String value) throws TemplateException {
        String page = page("<p title=\"{{.X}}\">{{.X}}</p>", value);

        assertThat(CharacterReferences.decode(page))
                .isEqualTo("<p title=\"%1$s\">%1$s</p>"
                        .formatted(Utf8.wellFormed(value).replace('\0', '\uFFFD')));
    }

    @Property(tries = 5000)
    void any_template_is_written_or_refused(@ForAll("pieces") String template) {
        try {
            assertThat(Pages.render(template)).isNotNull();
        } catch (TemplateException refused) {
            assertThat(refused.line()).isPositive();
        }
    }

    @Provide
    static Arbitrary<String> pieces() {
        Arbitrary<String> markup = Arbitraries.of(
                "<p>",
                "<a href=",
                "\"",
                "'",
                ">",
                "=",
                " ",
                "<title>",
                "</title>",
                "<style>",
                "</style>",
                "<p style=",
                "x",
                "/",
                "?",
                "&",
                "url(",
                ")",
                "/*",
                "*/",
                "//",
                "\n",
                "<!--",
                "-->",
                "<",
                "<img srcset=",
                "href=",
                "\\",
                "<script>",
                "</script>",
                "<meta content=",
                "url=",
                " checked",
                "data-x",
                "\">",
                "<p onclick=",
                "&#39;");
        Arbitrary<String> actions = Arbitraries.of(
                "{{.Quotes}}",
                "{{.Script}}",
                "{{.Empty}}",
                "{{.Tag | html}}",
                "{{.Spaces | urlquery}}",
                "{{safeHtml .Markup}}",
                "{{if .Bool}}?{{end}}",
                "{{if .Missing}}\"{{else}}'{{end}}",
                "{{range .List}}/{{.}}{{end}}",
                "{{range .List}}>{{if .}}{{break}}{{end}}<i {{end}}",
                "{{with .Plain}}<b title=\"{{.}}{{end}}",
                "{{template \"t\" .Quotes}}",
                "{{template \"u\" .}}");
        return Arbitraries.oneOf(markup, actions)
                .list()
                .ofMaxSize(12)
                .map(list ->
                        String.join("", list) + "{{define \"t\"}}{{.}}{{end}}{{define \"u\"}}x{{.Script}}?{{end}}");
    }

    @Provide
    static Arbitrary<String> templates() {
        return Arbitraries.of(
                "<p>{{.X}}</p>",
                "<p title=\"{{.X}}\" class='{{.X}}' id={{.X}} lang={{.X}}>{{.X}}<br></p>",
                "<title>{{.X}}</title><textarea>{{.X}}</textarea><i>",
                "<a href=\"{{.X}}\">{{.X}}</a><a href='{{.X}}'></a><a href={{.X}}></a>",
                "<a href=\"/{{.X}}?a={{.X}}#{{.X}}\"></a><a href={{.X}}/{{.X}}></a>",
                "<img srcset=\"{{.X}} 1x, {{.X}} 2x\" src={{.X}}><img srcset={{.X}}>",
                "<p style=\"color: {{.X}}; font-family: '{{.X}}'; background: url({{.X}})\">x</p>",
                "<p style='color: {{.X}}; font-family: \"{{.X}}\"; background: url(\"{{.X}}\")'>x</p>",
                "<p style={{.X}}>x</p>",
                "<style>p { color: {{.X}}; content: \"{{.X}}\"; background: url({{.X}}) }</style><b>",
                "<p data-x=\"{{.X}}\" my-url='{{.X}}'>",
                "<p><!-- {{.X}} -->{{.X}}<b title=\"<!-- {{.X}} -->\"></b></p>",
                "<meta http-equiv=\"refresh\" content=\"5; url={{.X}}\"><iframe srcdoc=\"{{.X}}\"></iframe>",
                "{{define \"x\"}}{{.}}{{end}}<p title={{template \"x\" .X}}>{{template \"x\" .X}}</p>",
                "<p title=\"{{html .X}}\">{{.X | html}}{{.X | urlquery}}</p><a href=\"?{{.X | urlquery}}\">");
    }

    @Provide
    static Arbitrary<String> urls() {
        return Arbitraries.of(
                "<a href=\"{{.X}}\">",
                "<a href='{{.X}}'>",
                "<img src={{.X}}>",
                "<p style=\"x: url({{.X}})\">",
                "<p style='x: url(\"{{.X}}\")'>",
                "<a href=\"{{with .X}}{{.}}{{end}}\">");
    }

    @Provide
    static Arbitrary<String> declarations() {
        return Arbitraries.of(
                "<p style=\"a: {{.X}}; b: c\">",
                "<p style='a: \"{{.X}}\"; b: c'>",
                "<style>p { a: {{.X}}; b: '{{.X}}' }</style>");
    }

    @Provide
    static Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\"",
                "'",
                "<",
                ">",
                "&",
                "`",
                "=",
                " ",
                "\t",
                "\n",
                "\f",
                "\r",
                "/",
                "\\",
                "\0",
                "-->",
                "<!--",
                "<script>",
                "</style>",
                "</title>",
                "</textarea>",
                "]]>",
                "&quot;",
                "&#34;",
                "javascript:",
                "expression(",
                "url(",
                ")",
                ";",
                "{",
                "}",
                "/*",
                "*/",
                "\\22 ",
                "%22",
                "?",
                "#",
                ":",
                ",",
                "@",
                "+",
                "\u00e9",
                "\uD83D\uDE00",
                "\uDC80",
                "\uFDD0",
                "\u2028",
                "onclick=",
                "a");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(3))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(list -> String.join("", list))
                .filter(text -> !text.isEmpty());
    }

    @Provide
    static Arbitrary<String> schemes() {
        Arbitrary<String> scheme = Arbitraries.of(
                "javascript",
                "JavaScript",
                "java\tscript",
                "data",
                "vbscript",
                "http",
                "HTTPS",
                " javascript",
                "\u0001javascript",
                "");
        Arbitrary<String> colon = Arbitraries.of(":", "&colon;", "&#58;", "%3a", " :", "//:", "\n:");
        return Combinators.combine(scheme, colon, hostile()).as((a, b, c) -> a + b + c);
    }

    private static String page(String template, String value) throws TemplateException {
        return Pages.render(template, Map.of("X", value));
    }

    private static String punctuation(String page) {
        return CharacterReferences.decode(page).replaceAll("[^\"'(){};<>/]", "");
    }
}
