package tocsin.templates.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.Template;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Type;

class LimitsTest {
    private static final TemplateLimits DEFAULTS = TemplateLimits.defaults(() -> 0);

    @Test
    void the_message_of_a_limit_has_the_file_the_line_and_the_template() {
        assertThatThrownBy(() ->
                        execute("{{ define \"x\" }}\n{{ range 1000000000 }}{{ end }}{{ end }}{{ template \"x\" }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: page.tmpl:2:9: executing \"x\": took more than 10000000 steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range 9223372036854775807 }}{{ end }}",
                "{{ range .Unsigned }}{{ end }}",
                "{{ range 1000000000 }}{{ continue }}{{ end }}",
                "{{ range 100000 }}{{ range 100000 }}{{ end }}{{ end }}",
                "{{ define \"b\" }}{{ range . }}{{ template \"b\" . }}{{ end }}{{ end }}{{ template \"b\" 20 }}",
                "{{ range 10000000 }}{{ $x := and true true }}{{ end }}",
            })
    void steps_end_what_would_not_end(String text) {
        assertThatThrownBy(() -> execute(text, new TemplateLimits(20_000, 1000, 100, Duration.ofDays(1), () -> 0)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("took more than 20000 steps");
    }

    @Test
    void as_many_steps_as_allowed_are_fine() throws TemplateException {
        TemplateLimits limits = new TemplateLimits(5, 100, 10, Duration.ofDays(1), () -> 0);

        // Two actions and two calls, and the text between them.
        assertThat(execute("{{ print 1 }} {{ print 2 }}", limits)).isEqualTo("1 2");
        assertThatThrownBy(() -> execute("{{ print 1 }} {{ print 2 }}.", limits))
                .hasMessageContaining("steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range 1000 }}0123456789{{ end }}",
                "{{ $x := \"0123456789\" }}{{ range 20 }}{{ $x = print $x $x }}{{ end }}",
                "{{ $x := \"0123456789\" }}{{ range 20 }}{{ $x = printf \"%s%s\" $x $x }}{{ end }}",
                "{{ $x := \"0123456789\" }}{{ range 20 }}{{ $x = println $x $x }}{{ end }}",
                "{{ $x := \"<<<<<<<<<<\" }}{{ range 99 }}{{ $x = html $x }}{{ end }}",
                "{{ $x := \"<<<<<<<<<<\" }}{{ range 20 }}{{ $x = js $x $x }}{{ end }}",
                "{{ $x := \"<<<<<<<<<<\" }}{{ range 99 }}{{ $x = urlquery $x }}{{ end }}",
                "{{ $x := \"0123456789\" }}{{ range 20 }}{{ $x = doubled $x }}{{ end }}",
                "{{ $x := list 1 }}{{ range 20 }}{{ $x = list $x $x }}{{ end }}{{ $x }}",
                "{{ $x := list 1 }}{{ range 20 }}{{ $x = list $x $x }}{{ end }}{{ $y := print $x }}",
                "{{ printf \"%1000000d\" 1 }}",
                "{{ printf \"%.1000000f\" 1.0 }}",
                "{{ printf \"%*d\" 1000000 1 }}",
            })
    void no_text_outgrows_the_limit(String text) {
        BoundedText out = new BoundedText(1000);
        TemplateLimits limits = new TemplateLimits(100_000, 1000, 10, Duration.ofDays(1), () -> 0);

        assertThatThrownBy(() -> parsed(text).execute(ExampleData.ROOT, "", limits, out))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("longer than 1000 characters");
        assertThat(out.length()).isLessThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $x := list }}{{ range 1000000 }}{{ $x = appended $x (printf \"%900d\" .) }}{{ end }}",
                "{{ $x := list }}{{ range 1000000 }}{{ $x = appended $x $x }}{{ end }}",
                "{{ $x := list }}{{ range 1000000 }}{{ $x = list $x }}{{ end }}",
                "{{ $x := dict }}{{ range 1000000 }}{{ $x = dict \"a\" $x \"b\" (dict) }}{{ end }}",
                "{{ $x := list }}{{ range 1000000 }}{{ $x = list $x (slice (list 1) 0) (printf \"%d\" .) }}{{ end }}",
                "{{ define \"r\" }}{{ with printf \"%999d\" 1 }}{{ $x := list . }}{{ range 3000 }}{{ $x = list $x }}{{ end }}"
                        + "{{ template \"r\" $x }}{{ end }}{{ end }}{{ template \"r\" }}",
                "{{ $y := and (many 100000) (list (many 100000)) }}",
                "{{ $x := many 100000 | printf \"%d%v\" (len (many 100000)) }}",
                "{{ $x := print (len (many 1)) (many 100000) (len (many 100000)) }}",
                "{{ with many 100000 }}{{ $x := many 100000 }}{{ end }}",
                "{{ range many 100000 }}{{ $x := many 100000 }}{{ end }}",
            })
    void texts_and_lists_cannot_fill_the_memory_together(String text) {
        TemplateLimits limits = new TemplateLimits(100_000_000, 1000, 10, Duration.ofDays(1), () -> 0);

        assertThatThrownBy(() -> execute(text, limits))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("take more than 1050576 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range 10000 }}{{ $x := printf \"%900d\" 1 }}{{ end }}ok",
                "{{ $s := \"\" }}{{ range 900 }}{{ $s = print $s \"x\" }}{{ end }}ok",
                "{{ range 1000 }}{{ $x := list (many 100) }}{{ end }}ok",
                "{{ define \"t\" }}{{ $x := many 4000 }}{{ end }}{{ range 1000 }}{{ template \"t\" }}{{ end }}ok",
                "{{ $x := many 4000 }}{{ range 1000 }}{{ $y := slice $x 1 }}{{ $z := append1 $y }}{{ end }}ok",
            })
    void what_nothing_refers_to_any_more_takes_no_memory(String text) throws TemplateException {
        TemplateLimits limits = new TemplateLimits(100_000_000, 1000, 10, Duration.ofDays(1), () -> 0);

        assertThat(execute(text, limits)).isEqualTo("ok");
    }

    @Test
    void work_that_a_function_tells_counts_as_steps() {
        assertThatThrownBy(() -> execute("{{ range 10 }}\n{{ work 2000000 }}{{ end }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: page.tmpl:2:8: executing \"page.tmpl\": took more than 10000000 steps");
    }

    @Test
    void levels_are_bounded_whatever_the_stack() {
        String nested = "{{ if true }}".repeat(100) + "{{ template \"r\" . }}" + "{{ end }}".repeat(100);

        assertThatThrownBy(() -> execute("{{ define \"r\" }}" + nested + "{{ end }}{{ template \"r\" . }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void a_message_shows_the_beginning_of_a_long_node() {
        assertThatThrownBy(() -> execute("{{ index .List " + "1 ".repeat(100_000) + "}}"))
                .isInstanceOf(TemplateException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(5000));
    }

    @Test
    void work_on_large_values_counts_as_many_steps() {
        TemplateLimits limits = new TemplateLimits(10_000, 100_000, 10, Duration.ofDays(1), () -> 0);

        assertThatThrownBy(() -> execute(
                        "{{ $x := printf \"%90000d\" 1 }}{{ range 1000 }}{{ $y := eq $x \"\" }}{{ end }}", limits))
                .hasMessageContaining("steps");
    }

    @Test
    void time_ends_an_execution_that_is_slow_rather_than_long() {
        AtomicLong nanos = new AtomicLong();
        TemplateLimits limits =
                new TemplateLimits(1_000_000, 1000, 10, Duration.ofMillis(20), () -> nanos.getAndAdd(1_000_000));

        assertThatThrownBy(() -> execute("{{ range 1000000 }}{{ end }}", limits))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: page.tmpl:1:9: executing \"page.tmpl\": took longer than 20 ms");
    }

    @Test
    void templates_call_each_other_to_a_limited_depth() {
        assertThatThrownBy(() -> execute("{{ define \"r\" }}{{ template \"r\" . }}{{ end }}{{ template \"r\" . }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: page.tmpl:1:32: executing \"r\": exceeded maximum template depth (100)");
    }

    @Test
    void the_default_depth_fits_a_small_stack() throws InterruptedException {
        String nested =
                "{{ if true }}{{ with . }}{{ range 1 }}{{ template \"r\" (print (len (print $))) }}{{ end }}{{ end }}{{ end }}";

        Throwable failure = failureOnSmallStack("{{ define \"r\" }}" + nested + "{{ end }}{{ template \"r\" . }}");

        assertThat(failure)
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("exceeded maximum template depth");
    }

    @Test
    void a_stack_that_is_too_small_is_an_error_of_the_template() throws InterruptedException {
        String nested = "{{ if true }}".repeat(100) + "{{ template \"r\" . }}" + "{{ end }}".repeat(100);

        Throwable failure = failureOnSmallStack("{{ define \"r\" }}" + nested + "{{ end }}{{ template \"r\" . }}");

        assertThat(failure).isInstanceOf(TemplateException.class).hasMessageContaining("nested too deeply");
    }

    @Test
    void lists_within_lists_are_no_danger_when_they_are_printed() {
        assertThatThrownBy(() -> execute("{{ $x := list }}{{ range 100000 }}{{ $x = list $x }}{{ end }}{{ $x }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void cuts_of_cuts_do_not_pile_up() throws TemplateException {
        String text = "{{ $x := .Names }}{{ range 100000 }}{{ $x = slice $x 0 }}{{ end }}{{ $x }}";

        assertThat(execute(text)).isEqualTo("[x y z]");
    }

    private static Throwable failureOnSmallStack(String text) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread =
                new Thread(null, () -> failure.set(catchThrowable(() -> execute(text))), "small stack", 512 << 10);
        thread.start();
        thread.join();
        return requireNonNull(failure.get());
    }

    private static String execute(String text) throws TemplateException {
        return execute(text, DEFAULTS);
    }

    private static String execute(String text, TemplateLimits limits) throws TemplateException {
        return parsed(text).execute(ExampleData.ROOT, "", limits);
    }

    private static Template parsed(String text) throws TemplateException {
        Map<String, Function> functions = new HashMap<>(ExampleData.FUNCTIONS);
        functions.put(
                "doubled",
                Function.of("doubled", List.of(Type.STRING), (call, given) -> ((String) given[0]).repeat(2)));
        functions.put("work", Function.of("work", List.of(Type.INT), (call, given) -> {
            call.spend((Long) given[0]);
            return "";
        }));
        functions.put("many", Function.of("many", List.of(Type.INT), (call, given) -> many((Long) given[0])));
        functions.put(
                "append1",
                Function.of("append1", List.of(Type.ANY_LIST), (call, given) -> appended((ListValue) given[0], "1")));
        functions.put(
                "appended",
                Function.of(
                        "appended",
                        List.of(Type.ANY_LIST, Type.ANY),
                        (call, given) -> appended((ListValue) given[0], given[1])));
        return TemplateSet.of(functions).text("page.tmpl", text);
    }

    private static AnyList many(long count) {
        return AnyList.of(new Object[(int) count]);
    }

    private static AnyList appended(ListValue list, Object added) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(list.get(i));
        }
        items.add(added);
        return AnyList.of(items);
    }
}
