package tocsin.templates;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.function.CollectionFunctions;
import tocsin.templates.function.EncodingFunctions;
import tocsin.templates.function.RegexFunctions;
import tocsin.templates.function.TextFunctions;
import tocsin.templates.function.TimeFunctions;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.time.Now;
import tocsin.templates.value.Function;

/** Executes templates that try to fill the memory, under the default limits, each on a thread with a small stack. */
final class HostileTemplates {
    private static final String FOUR_MILLION_EUROS =
            "{{ $e := \"€€€€€€€€\" }}{{ range 19 }}{{ $e = print $e $e }}{{ end }}";
    private static final String EIGHT_MILLION_BLANKS =
            "{{ $b := printf \"%1000000d\" 1 }}{{ $b = print $b $b $b $b }}{{ $b = print $b $b }}";

    static final List<String> TEMPLATES = List.of(
            "{{ $x := list }}{{ range 100000000 }}{{ $x = list $x }}{{ end }}",
            "{{ $x := dict }}{{ range 100000000 }}{{ $x = dict \"a\" $x \"b\" (dict) }}{{ end }}",
            "{{ $x := list }}{{ range 100000000 }}{{ $x = list $x (now) (safeHtml \"\") (slice (list 1) 0) }}{{ end }}",
            "{{ $x := list }}{{ range 100000000 }}{{ $x = append $x $x }}{{ end }}",
            "{{ $x := list }}{{ range 100000000 }}{{ $x = list $x (printf \"%999999s\" \"€\") }}{{ end }}",
            "{{ define \"r\" }}" + "{{ $a := 1 }}".repeat(30_000) + "{{ template \"r\" }}{{ end }}{{ template \"r\" }}",
            "{{ define \"r\" }}{{ template \"r\" (printf \"%999999s\" \"€\") }}{{ end }}{{ template \"r\" }}",
            "{{ define \"r\" }}" + "{{ with printf \"%999999s\" . }}".repeat(4) + "{{ template \"r\" . }}"
                    + "{{ end }}".repeat(4) + "{{ end }}{{ template \"r\" \"€\" }}",
            "{{ define \"r\" }}" + "{{ if true }}".repeat(150) + "{{ template \"r\" }}" + "{{ end }}".repeat(150)
                    + "{{ end }}{{ template \"r\" }}",
            "{{ $x := dict }}{{ range 1000000 }}{{ $x = dict \"a\" $x }}{{ end }}{{ $x }}",
            "{{ range 100 }}{{ printf \"%999999s\" \"€\" }}{{ end }}",
            "{{ $x := \"\\xff\" }}{{ range 23 }}{{ $x = print $x $x }}{{ end }}{{ $x }}",
            "{{1}}".repeat(200_000),
            "{{ print" + " 1".repeat(500_000) + " }}",
            "{{ define \"x\" }}" + "{{1}}".repeat(60_000)
                    + "{{ end }}<a title=\"{{ template \"x\" }}\" href='{{ template \"x\" }}'>",
            FOUR_MILLION_EUROS + "{{ urlquery $e }}",
            FOUR_MILLION_EUROS + "{{ js $e }}",
            FOUR_MILLION_EUROS + "{{ base64encode $e }}",
            FOUR_MILLION_EUROS + "{{ urlUnescape $e }}",
            FOUR_MILLION_EUROS + "{{ printf \"%+q\" $e }}",
            FOUR_MILLION_EUROS + "{{ printf \"% #x\" $e }}",
            FOUR_MILLION_EUROS + "{{ reReplaceAll \"€\" \"$0$0\" $e }}",
            FOUR_MILLION_EUROS + "{{ mustToDate \"2006\" $e }}",
            FOUR_MILLION_EUROS + "{{ toDate $e $e }}",
            FOUR_MILLION_EUROS + "<a href=\"{{ $e }}\">",
            EIGHT_MILLION_BLANKS + "{{ mustToDate \"2006\" $b }}",
            EIGHT_MILLION_BLANKS + "{{ now.Format $b }}",
            EIGHT_MILLION_BLANKS + "{{ printf \"%x\" $b }}",
            EIGHT_MILLION_BLANKS + "{{ printf $b $b }}",
            EIGHT_MILLION_BLANKS + "<p title={{ $b }}>",
            EIGHT_MILLION_BLANKS + "<a href=\"{{ safeHtml $b }}\">");

    private static final int SMALL_STACK = 512 << 10;
    private static final Now NOW = () -> Instant.EPOCH;

    private HostileTemplates() {}

    public static void main(String[] arguments) throws InterruptedException {
        TemplateSet set = TemplateSet.of(functions());
        for (String text : TEMPLATES) {
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(null, () -> failure.set(failure(set, text)), "small", SMALL_STACK);
            thread.start();
            thread.join();
            String shown = text.substring(0, Math.min(200, text.length()));
            System.out.println(shown + " -> " + failure.get());
            if (failure.get() != null) {
                System.exit(1);
            }
        }
        System.out.println(TEMPLATES.size() + " templates");
    }

    /** What must not happen; null when the template fails as one, or does not fail. */
    private static @Nullable Throwable failure(TemplateSet set, String text) {
        try {
            Template template = text.contains("<") ? set.html("n", text) : set.text("n", text);
            template.execute("", NOW, TemplateLimits.defaults(System::nanoTime));
            return null;
        } catch (TemplateException refused) {
            return null;
        } catch (Throwable fatal) {
            return fatal;
        }
    }

    private static Map<String, Function> functions() {
        Map<String, Function> all = new HashMap<>(TextFunctions.ALL);
        all.putAll(RegexFunctions.create());
        all.putAll(TimeFunctions.ALL);
        all.putAll(CollectionFunctions.ALL);
        all.putAll(EncodingFunctions.ALL);
        return all;
    }
}
