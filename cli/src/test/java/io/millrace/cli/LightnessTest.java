package io.millrace.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.cli.verb.EngineVerb;
import io.millrace.cli.verb.Verb;
import org.junit.jupiter.api.Test;

/** Light verbs answer at once only while nothing heavy finds its way to them. */
class LightnessTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.millrace.cli", "io.millrace.kafka", "io.millrace.common");

    /** What engine verbs are made of; the verbs themselves are loaded by help, too. */
    private static final String[] ENGINE_PACKAGES = {
        "io.millrace.cli.broker",
        "io.millrace.cli.checkpoint",
        "io.millrace.cli.demo..",
        "io.millrace.cli.engine",
        "io.millrace.cli.run"
    };

    @Test
    void lightCodeSeesNeitherEngineNorServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE_PACKAGES)
                .or()
                .areAnnotatedWith(EngineVerb.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.spark..",
                        "org.apache.kafka.server..",
                        "kafka..",
                        "scala..",
                        "org.apache.logging..",
                        "com.fasterxml.jackson.databind..",
                        "io.millrace.broker..",
                        "io.millrace.spark..",
                        "io.millrace.pipeline..")
                .check(CLASSES);
    }

    @Test
    void lightCodeSeesOfEngineVerbsTheirDeclarationsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE_PACKAGES)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ENGINE_PACKAGES)
                                .and(not(annotatedWith(EngineVerb.class))))
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("io.millrace.cli.(*)").should().beFreeOfCycles().check(CLASSES);
        slices().matching("io.millrace.kafka.(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void verbsDoNotReachAroundTheirSession() {
        noClasses()
                .that()
                .areAssignableTo(Verb.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }
}
