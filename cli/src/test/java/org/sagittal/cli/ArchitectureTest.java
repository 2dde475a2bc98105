package org.sagittal.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the module table of docs/architecture.md, and the habits that a machine can check. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.sagittal");

    /** Module to the modules it may know. */
    private static final Map<String, List<String>> MAY_KNOW = Map.of(
            "geometry", List.of(),
            "preprocessing", List.of("geometry"),
            "evaluation", List.of("geometry"),
            "models", List.of("geometry", "preprocessing"),
            "planner", List.of("geometry", "preprocessing", "evaluation", "models"),
            "cli", List.of("geometry", "preprocessing", "evaluation", "models", "planner"));

    @Test
    void theScanSawEveryModule() {
        for (String module : MAY_KNOW.keySet()) {
            assertThat(CODE.stream().filter(in(module)).count())
                    .as("classes of " + module)
                    .isGreaterThanOrEqualTo(FEWEST.getOrDefault(module, 1));
        }
        assertThat(CODE.stream().map(JavaClass::getPackageName).filter(p -> !known(p)))
                .as("packages outside the table")
                .isEmpty();
    }

    /** A scan of an empty folder would hold every rule. */
    private static final Map<String, Integer> FEWEST =
            Map.of("geometry", 30, "preprocessing", 60, "evaluation", 60, "models", 80, "planner", 60, "cli", 40);

    @TestFactory
    List<DynamicTest> aModuleKnowsOnlyThoseBelowIt() {
        return MAY_KNOW.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String[] forbidden = MAY_KNOW.keySet().stream()
                            .filter(m -> !m.equals(entry.getKey())
                                    && !entry.getValue().contains(m))
                            .map(m -> "org.sagittal." + m + "..")
                            .toArray(String[]::new);
                    if (forbidden.length > 0) {
                        noClasses()
                                .that(resideInAPackage("org.sagittal." + entry.getKey() + ".."))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(forbidden)
                                .allowEmptyShould(true)
                                .check(CODE);
                    }
                }))
                .toList();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.sagittal.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void geometryNeedsOnlyTheJdk() {
        classes()
                .that(resideInAPackage("org.sagittal.geometry.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "org.sagittal.geometry..", "")
                .check(CODE);
    }

    @Test
    void onlyModelsMayNameTheEngine() {
        noClasses()
                .that(resideInAPackage("org.sagittal..")
                        .and(describe("not models", c -> !in("models").test(c))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CODE);
    }

    @Test
    void onlyTheCommandLineSpeaksAndReadsTheEnvironment() {
        var outsideCli = describe("outside cli", (JavaClass c) -> !in("cli").test(c));
        noClasses().that(outsideCli).should().accessField(System.class, "out").check(CODE);
        noClasses().that(outsideCli).should().accessField(System.class, "err").check(CODE);
        noClasses()
                .that(outsideCli)
                .should()
                .callMethodWhere(describe(
                        "System.getenv, getProperty or exit",
                        call -> call.getTargetOwner().isEquivalentTo(System.class)
                                && List.of("getenv", "getProperty", "exit")
                                        .contains(call.getTarget().getName())))
                .check(CODE);
    }

    @Test
    void nobodyLogsThroughTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        Pattern empty = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Impl)");
        assertThat(CODE.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> empty.matcher(name).matches()))
                .isEmpty();
        assertThat(CODE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.matches(".*\\.(util|utils|common|core|helper|manager|impl)(\\..*)?")))
                .isEmpty();
    }

    private static java.util.function.Predicate<JavaClass> in(String module) {
        return c -> known(c.getPackageName(), module);
    }

    private static boolean known(String packageName) {
        return MAY_KNOW.keySet().stream().anyMatch(module -> known(packageName, module));
    }

    private static boolean known(String packageName, String module) {
        String root = "org.sagittal." + module;
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }
}
