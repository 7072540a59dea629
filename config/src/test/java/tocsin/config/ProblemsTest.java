package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void problems_of_several_sources_stand_together_by_source_and_then_by_place() {
        Problems ofTemplates = new Problems("a.tmpl");
        ofTemplates.error(new Position(7, 1), "unclosed action");
        Problems problems = new Problems("main.yml");
        problems.error(new Position(9, 3), "last");
        problems.addAll(ofTemplates.list());
        problems.warning(new Position(2, 1), "first");
        problems.warning((Position) null, "of the whole file");

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "main.yml: warning: of the whole file",
                        "main.yml:2:1: warning: first",
                        "main.yml:9:3: last",
                        "a.tmpl:7:1: unclosed action");
    }

    @Test
    void the_same_problem_is_told_once() {
        Problems problems = new Problems("main.yml");
        problems.error(new Position(1, 1), "twice");
        problems.error(new Position(1, 1), "twice");

        assertThat(problems.list()).hasSize(1);
    }

    @Test
    void an_error_is_told_however_many_warnings_came_before() {
        Problems problems = new Problems("main.yml");
        for (int line = 1; line <= 5_000; line++) {
            problems.warning(new Position(line, 1), "not used");
        }
        problems.error(new Position(6_000, 1), "no such receiver");

        Problems all = new Problems("main.yml");
        all.addAll(problems.list());
        assertThat(all.hasErrors()).isTrue();
        assertThat(all.list()).hasSize(1_001).last().hasToString("main.yml:6000:1: no such receiver");
    }

    @Test
    void of_very_many_errors_the_first_thousand_are_told() {
        Problems problems = new Problems("main.yml");
        for (int line = 1; line <= 5_000; line++) {
            problems.error(new Position(line, 1), "wrong");
        }

        assertThat(problems.list()).hasSize(1_000).last().hasToString("main.yml:1000:1: wrong");
    }
}
