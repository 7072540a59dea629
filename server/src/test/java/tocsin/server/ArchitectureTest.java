package tocsin.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules, and what the core may not touch. Each rule was seen failing once on purpose. */
class ArchitectureTest {
    private static final JavaClasses TOCSIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("tocsin");

    private static final String[] CORE = {
        "tocsin.model..",
        "tocsin.time..",
        "tocsin.delivery..",
        "tocsin.config..",
        "tocsin.templates..",
        "tocsin.rules..",
        "tocsin.router..",
        "tocsin.evaluator.."
    };
    private static final String[] ADAPTERS = {"tocsin.evaluator.prometheus..", "tocsin.evaluator.send.alertmanager.."};

    @ParameterizedTest(name = "{0} knows only {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    model     | time
                    time      | model
                    delivery  | model
                    config    | ''
                    templates | ''
                    state     | model
                    http      | config
                    rules     | model config templates
                    evaluator | model time config http state rules templates
                    router    | model time delivery config state
                    notifiers | model time delivery config http templates
                    """)
    void modules_know_only_what_the_architecture_says(String module, String known) {
        Set<String> allowed = Set.of((module + " " + known).trim().split(" ", -1));

        classes()
                .that()
                .resideInAPackage("tocsin." + module + "..")
                .should()
                .onlyDependOnClassesThat(ofModules(allowed))
                .check(TOCSIN);
    }

    @Test
    void every_module_was_imported() {
        Set<String> modules = TOCSIN.stream().map(ArchitectureTest::module).collect(Collectors.toSet());

        assertThat(modules)
                .contains(
                        "model",
                        "time",
                        "delivery",
                        "config",
                        "state",
                        "templates",
                        "http",
                        "rules",
                        "evaluator",
                        "router",
                        "notifiers",
                        "server");
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("tocsin.(**)").should().beFreeOfCycles().check(TOCSIN);
    }

    @Test
    void only_the_server_reads_the_real_clock_or_sleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tocsin.server..")
                .should()
                .callMethodWhere(readsTheClock())
                .check(TOCSIN);
    }

    @Test
    void the_core_measures_no_elapsed_time_itself() {
        noClasses()
                .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(ADAPTERS)))
                .should()
                .callMethod(System.class, "nanoTime")
                .check(TOCSIN);
    }

    @Test
    void the_core_knows_of_vertx_only_the_future() {
        noClasses()
                .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(ADAPTERS)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx..")
                        .and(not(name("io.vertx.core.Future")))
                        .and(not(name("io.vertx.core.Promise")))
                        .and(not(name("io.vertx.core.AsyncResult")))
                        .and(not(name("io.vertx.core.Handler")))
                        .and(not(name("io.vertx.core.CompositeFuture")))
                        .and(not(name("io.vertx.core.Completable")))
                        .and(not(name("io.vertx.core.Expectation"))))
                .check(TOCSIN);
    }

    @Test
    void the_core_has_no_threads_and_no_locks() {
        noClasses()
                .that(resideInAnyPackage(CORE).and(resideOutsideOfPackages(ADAPTERS)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent.locks..")
                        .or(name("java.lang.Thread"))
                        .or(name("java.util.concurrent.Executor"))
                        .or(name("java.util.concurrent.ExecutorService"))
                        .or(name("java.util.concurrent.ConcurrentHashMap")))
                .check(TOCSIN);
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(CORE).and(resideOutsideOfPackages(ADAPTERS)))
                .should()
                .haveModifier(SYNCHRONIZED)
                .check(TOCSIN);
    }

    @Test
    void every_package_says_what_it_is_and_that_null_is_marked() {
        List<String> undocumented = TOCSIN.stream()
                .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .distinct()
                .toList();

        assertThat(undocumented).isEmpty();
    }

    @Test
    void jackson_3_is_not_on_the_class_path_whatever_jdk_built_it() {
        assertThat(getClass().getClassLoader().getResource("tools/jackson/core/JsonParser.class"))
                .isNull();
    }

    private static DescribedPredicate<JavaClass> ofModules(Set<String> allowed) {
        return DescribedPredicate.describe(
                "in modules " + allowed,
                type -> !type.getPackageName().startsWith("tocsin.") || allowed.contains(module(type)));
    }

    private static String module(JavaClass type) {
        return type.getPackageName().replaceFirst("^tocsin\\.([^.]*).*", "$1");
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return DescribedPredicate.describe("reads the clock or sleeps", access -> {
            String owner = access.getTargetOwner().getName();
            String method = access.getName();
            return (owner.startsWith("java.time.") && method.equals("now"))
                    || (owner.startsWith("java.time.Clock") && method.startsWith("system"))
                    || (owner.equals("java.lang.System") && method.equals("currentTimeMillis"))
                    || (owner.equals("java.lang.Thread") && method.equals("sleep"));
        });
    }
}
