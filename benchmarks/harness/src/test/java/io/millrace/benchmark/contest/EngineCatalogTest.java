package io.millrace.benchmark.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmark.protocol.Tuning;
import io.millrace.common.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineCatalogTest {

    @TempDir private Path home;
    private Path module;

    @BeforeEach
    void createModule() throws Exception {
        module = Files.createDirectories(home.resolve("benchmarks/engine-x"));
    }

    private EngineDescriptor engine(String declaration) throws Exception {
        Files.writeString(module.resolve("engine.properties"), declaration);
        return EngineCatalog.read(home).get(0);
    }

    @Test
    void findsEachModuleOfAnEngine() throws Exception {
        FakeModule.write(home, "z", "right");
        FakeModule.write(home, "a", "right");
        Files.createDirectories(home.resolve("benchmarks/harness"));

        assertThat(EngineCatalog.read(home))
                .extracting(EngineDescriptor::name)
                .containsExactly("a", "z");
    }

    @Test
    void readsWhatAnEngineNeeds() throws Exception {
        EngineDescriptor engine =
                engine(
                        "main = a.B\ntunings = tuned\njvm.arguments = @conf/jvm.args -Xint\n"
                                + "environment.LANG = C\nalways = W0\n"
                                + "micro.batches = true\n");

        assertThat(engine)
                .isEqualTo(
                        new EngineDescriptor(
                                "x",
                                module,
                                "a.B",
                                List.of(Tuning.TUNED),
                                List.of("@" + home.resolve("conf/jvm.args"), "-Xint"),
                                Map.of("LANG", "C"),
                                Optional.of("W0"),
                                true));
    }

    @Test
    void hasBothTuningsIfNothingElseIsSaid() throws Exception {
        assertThat(engine("main = a.B").tunings()).containsExactly(Tuning.DEFAULT, Tuning.TUNED);
        assertThat(engine("main = a.B").hasMicroBatches()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "main = a.B\\ntunnings = tuned, the unknown key 'tunnings'",
        "main = a.B\\ntunings = fast, the tuning 'fast'",
        "tunings = tuned, no key 'main'"
    })
    void refusesADeclarationItDoesNotUnderstand(String declaration, String problem) {
        assertThatThrownBy(() -> engine(declaration.replace("\\n", "\n")))
                .isInstanceOf(MillraceException.class)
                .hasMessageStartingWith("[ENGINE_INVALID]")
                .hasMessageContaining(problem);
    }

    @Test
    void saysThatAnEngineIsNotBuilt() throws Exception {
        EngineDescriptor engine = engine("main = a.B");
        Path classpath = module.resolve("target/runtime.classpath");

        assertThatThrownBy(() -> engine.command(List.of()))
                .hasMessage(
                        "[ENGINE_NOT_BUILT] Cannot run engine 'x': "
                                + classpath
                                + " does not exist. Run benchmarks/run, which builds what is"
                                + " missing.");

        Files.createDirectories(module.resolve("target/classes"));
        Files.writeString(classpath, "/nowhere/a.jar\n");
        assertThatThrownBy(() -> engine.command(List.of()))
                .hasMessageContaining("/nowhere/a.jar does not exist");
    }
}
