package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.TemplateSet;
import tocsin.templates.function.Builtins;
import tocsin.templates.syntax.TemplateException;

class RefusedPlacesTest {
    private static final TemplateSet SET = TemplateSet.of(Map.of());

    /** Upstream writes a value of JavaScript there, or takes the script for text when its type is unknown. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>var x = {{.X}};</script>",
                "<script>var x = \"{{.X}}\";</script>",
                "<script>var x = '{{.X}}';</script>",
                "<script>var x = `{{.X}}`;</script>",
                "<script>var x = /{{.X}}/;</script>",
                "<script>// {{.X}}\n</script>",
                "<script>/* {{.X}} */</script>",
                "<script>{{template \"x\" .X}}</script>{{define \"x\"}}{{.}}{{end}}",
                "<script>{{range .X}}a({{.}}){{end}}</script>",
                "<script type=\"application/ld+json\">{\"name\": {{.X}}}</script>",
                "<script type=\"text/x-template\"><b>{{.X}}</b></script>",
                "<script><!-- <script> </script> {{.X}} --></script>",
                "<SCRIPT>{{.X}}</SCRIPT>",
                "<p onclick=\"alert({{.X}})\">",
                "<p onclick='alert(\"{{.X}}\")'>",
                "<p onclick={{.X}}>",
                "<p data-onclick=\"{{.X}}\" svg:onload=\"{{.X}}\">"
            })
    void no_value_may_stand_in_a_script(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html("", template))
                .withMessageContaining("values cannot be written into scripts");
    }

    /** Upstream takes these attributes for plain ones, though the page may say {@code href}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a {{.X}}ref=\"{{.X}}\">",
                "<a h{{.X}}=\"{{.X}}\">",
                "<a {{.X}}{{.X}}=\"{{.X}}\">",
                "<a h{{if .X}}ref{{end}}=\"{{.X}}\">",
                "<a h{{/* */}}ref={{.X}}>"
            })
    void no_value_may_stand_in_an_attribute_whose_name_is_pieced(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html("", template))
                .withMessageContaining("whose attribute name is put together from pieces; write the whole name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>var x = 'it<b' // c\n</script>",
                "<script><!--\nx('<script>') </script> y //--></script>",
                "<script><!--></script><p>",
                "<p onclick=\"alert('x')\">",
                "<script src=\"/x.js\" async></script>",
                "<script>{{$x := 1}}{{if $x}}a(){{else}}b(){{end}}</script>"
            })
    void scripts_without_values_pass_as_they_are(String template) throws TemplateException {
        String page = Pages.render(template, Map.of("X", "x"));

        assertThat(page).isEqualTo(template.replaceAll("\\{\\{\\$x.*end}}", "a()"));
    }

    @Test
    void the_page_goes_on_behind_a_script() throws TemplateException {
        assertThat(Pages.render("<script src=\"{{.X}}\">a('<')</script><p>{{.X}}</p>", Map.of("X", "x:<")))
                .isEqualTo("<script src=\"#ZgotmplZ\">a('<')</script><p>x:&lt;</p>");
    }

    /** Upstream overlooks the slash and writes the URL unfiltered. */
    @Test
    void a_slash_ends_a_name() throws TemplateException {
        assertThat(Pages.render("<a/href=\"{{.X}}\"/>", Map.of("X", "javascript:x")))
                .isEqualTo("<a/href=\"#ZgotmplZ\"/>");
    }

    /** Upstream goes on with the query of the first URL, and so takes the second for a part of one. */
    @Test
    void a_url_of_css_begins_anew() throws TemplateException {
        String template = "<p style=\"a: url(x?y); b: url('{{.X}}')\"><p style=\"a: 'x'; b: url({{.X}})\">";

        assertThat(Pages.render(template, Map.of("X", "javascript:x")))
                .isEqualTo("<p style=\"a: url(x?y); b: url('#ZgotmplZ')\"><p style=\"a: 'x'; b: url(#ZgotmplZ)\">");
    }

    /** Upstream loses what was given to {@code html} itself. */
    @Test
    void arguments_of_a_piped_html_are_kept() throws TemplateException {
        assertThat(Pages.render("{{.X | html \"<\"}}", Map.of("X", ">"))).isEqualTo("&lt;&gt;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            <p>\\n <script>\\n  x({{.Y.z}})</script> ¦ template: mail.tmpl:3:6: {{.Y.z}} is inside a <script>: values cannot be written into scripts; write it into the page's text or a data- attribute
            <p onclick="x({{.Y}})"> ¦ template: mail.tmpl:1:16: {{.Y}} is inside an event handler attribute in double quotes: values cannot be written into scripts; write it into the page's text or a data- attribute
            {{define "x"}}\\n{{if .}}<a href="{{end}}{{end}}{{template "x"}} ¦ template: mail.tmpl:2:5: escaping "x": {{if}} branches end in different contexts: a URL attribute in double quotes, text
            {{if .Y}}<b{{else}}<!--{{end}} ¦ template: mail.tmpl:1:5: {{if}} branches end in different contexts: a tag, an HTML comment
            {{with .Y}}<b {{end}} ¦ template: mail.tmpl:1:7: {{with}} branches end in different contexts: a tag, text
            {{range .Y}}<b title="{{end}} ¦ template: mail.tmpl:1:8: on range loop re-entry: {{range}} branches end in different contexts: an attribute value in double quotes, a tag
            {{range .Y}}<b {{if .}}{{break}}{{end}}>{{end}} ¦ template: mail.tmpl:1:25: at range loop break: {{range}} branches end in different contexts: text, a tag
            {{range .Y}}<b {{if .}}{{continue}}{{end}}>{{end}} ¦ template: mail.tmpl:1:25: at range loop continue: {{range}} branches end in different contexts: text, a tag
            <a href="{{if .Y}}?{{else}}a{{end}}{{.Z}}"> ¦ template: mail.tmpl:1:37: {{.Z}} appears in an ambiguous context within a URL: branches before it differ in whether they contain ? or #; close the URL in each branch
            é<b\\né title=a"b> ¦ template: mail.tmpl:2:10: "\\"" in unquoted attr: "a\\"b"
            <b ti'tle="x"> ¦ template: mail.tmpl:1:5: "'" in attribute name: "ti'tle=\\"x\\">"
            <b =x> ¦ template: mail.tmpl:1:3: expected space, attr name, or end of tag, but got "=x>"
            <b style="a: 'x\\\\{{.Y}}'"> ¦ template: mail.tmpl:1:10: unfinished escape sequence in CSS string
            a\\n<b title="x ¦ template: mail.tmpl:1:0: ends in a non-text context: an attribute value in double quotes
            {{.Y | html | print}} ¦ template: mail.tmpl:1:2: predefined escaper "html" disallowed in template
            {{.Y | urlquery | html}} ¦ template: mail.tmpl:1:2: predefined escaper "urlquery" disallowed in template
            <b title={{.Y | html}}> ¦ template: mail.tmpl:1:11: predefined escaper "html" disallowed in template
            <b>\\n{{template "no\\\\"pe" .Y}} ¦ template: mail.tmpl:2:11: no such template "no\\"pe"
            {{_html_text .Y}} ¦ template: mail.tmpl:1: function "_html_text" not defined
            {{define "x"}}{{.}}{{end}}<b title="{{template "x"}}">{{template "x$html:an attribute value in double quotes"}} ¦ template: mail.tmpl:1:65: no such template "x$html:an attribute value in double quotes"
            """)
    void a_refusal_says_where_and_why(String template, String message) {
        String text = template.replace("\\\\", "\1").replace("\\n", "\n").replace('\1', '\\');

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html("mail.tmpl", text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            <p title="{{.X.y}}">                                         ¦ template: :1:14: executing "" at <.X.y>: can't evaluate field y in type string
            <p title={{.X | len | printf .X.y}}>                         ¦ template: :1:31: executing "" at <.X.y>: can't evaluate field y in type string
            {{define "x"}}{{.y}}{{end}}<p title="{{template "x" .X}}">   ¦ template: :1:16: executing "x$html:an attribute value in double quotes" at <.y>: can't evaluate field y in type string
            {{html .X .X.y}}                                             ¦ template: :1:12: executing "" at <.X.y>: can't evaluate field y in type string
            """)
    void an_error_of_execution_still_has_its_place(String template, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Pages.render(template, Map.of("X", "x")))
                .withMessage(message);
    }

    @Test
    void templates_of_other_texts_are_escaped_where_they_are_called() throws TemplateException {
        TemplateSet set = SET.with("parts.tmpl", "{{define \"part\"}}{{.}}<{{end}}")
                .with(
                        "more.tmpl",
                        "{{define \"more\"}}<a href='{{template \"part\" .}}'>{{template \"part\" .}}</a>{{end}}");

        assertThat(Pages.render(set, "{{template \"more\" .X}}", Map.of("X", "javascript:x")))
                .isEqualTo("<a href='#ZgotmplZ<'>javascript:x&lt;</a>");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Pages.render(set, "<script>{{template \"part\" .X}}</script>", Map.of("X", "x")))
                .withMessageStartingWith("template: parts.tmpl:1:19: escaping \"part\": {{.}} is inside a <script>");
    }

    @Test
    void an_empty_text_is_an_empty_page() throws TemplateException {
        assertThat(Pages.render("", Map.of())).isEmpty();
    }

    @Test
    void no_user_can_name_an_escaper() {
        assertThat(Builtins.ALL).doesNotContainKey(Escaper.TEXT.function().name());
    }
}
