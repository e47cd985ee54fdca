package io.millrace.integration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree is the architecture: who may see whom, and which names say nothing. */
class ArchitectureTest {

    /** Each module's package with the modules that it may see. */
    private static final Map<String, Set<String>> MAY_SEE =
            Map.of(
                    "common", Set.of(),
                    "kafka", Set.of("common"),
                    "format", Set.of("common"),
                    "broker", Set.of("common", "kafka"),
                    "spark", Set.of("common", "kafka", "format"),
                    "dstream", Set.of("common", "kafka", "format", "spark"),
                    "pipeline", Set.of("common", "kafka", "format", "spark"),
                    "cli", Set.of("common", "kafka", "broker", "spark", "pipeline"));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-package.jar"))
                    .withImportOption(location -> !location.contains("integration"))
                    .importPackages("io.millrace");

    static Stream<String> modules() {
        return MAY_SEE.keySet().stream();
    }

    @Test
    void everyPackageBelongsToAModule() {
        Set<String> modules =
                CLASSES.stream()
                        .map(c -> c.getPackageName().split("\\.")[2])
                        .collect(Collectors.toSet());

        assertThat(modules).isEqualTo(MAY_SEE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleSeesOnlyThoseBelowIt(String module) {
        String[] others =
                MAY_SEE.keySet().stream()
                        .filter(other -> !other.equals(module))
                        .filter(other -> !MAY_SEE.get(module).contains(other))
                        .map(other -> "io.millrace." + other + "..")
                        .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.millrace." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "kafka", "format", "broker"})
    void whatLiesBelowSparkNeverSeesSpark(String module) {
        noClasses()
                .that()
                .resideInAPackage("io.millrace." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "format"})
    void formatsNeverSeeKafka(String module) {
        noClasses()
                .that()
                .resideInAPackage("io.millrace." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    /** One fence around what may change with any version of the client. */
    @Test
    void onlyOnePackageSeesTheInsideOfTheConsumer() {
        noClasses()
                .that()
                .resideInAPackage("io.millrace..")
                .and()
                .resideOutsideOfPackages("io.millrace.kafka.fetch.batch", "io.millrace.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.clients.consumer.internals..",
                        "org.apache.kafka.common.record.internal..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> empty =
                List.of("Util", "Utils", "Helper", "Manager", "Impl", "Data", "Info", "Misc");

        assertThat(CLASSES)
                // A name that programs bring with them.
                .filteredOn(c -> !c.getName().equals("io.millrace.dstream.KafkaUtils"))
                .allSatisfy(
                        c -> {
                            assertThat(empty).noneMatch(c.getSimpleName()::endsWith);
                            assertThat(List.of(c.getPackageName().split("\\.")))
                                    .doesNotContain("util", "helper", "manager", "model", "impl");
                        });
    }

    @Test
    void libraryCodeDoesNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millrace.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
