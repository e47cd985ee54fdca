package io.millrace.benchmark.contest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays out the module of a {@link FakeEngine} as the build leaves one behind. */
public final class FakeModule {

    private FakeModule() {}

    /**
     * Writes the module.
     *
     * @param home the root of a repository
     * @param mode how the engine behaves
     * @param lines more lines of its declaration
     */
    public static void write(Path home, String name, String mode, String... lines)
            throws IOException {
        Path module = home.resolve("benchmarks").resolve("engine-" + name);
        Files.createDirectories(module.resolve("target/classes"));
        Files.writeString(
                module.resolve("target/runtime.classpath"),
                System.getProperty("surefire.test.class.path"));
        Files.writeString(
                module.resolve("engine.properties"),
                String.join(
                        "\n",
                        "main = " + FakeEngine.class.getName(),
                        "jvm.arguments = -Dfake.mode="
                                + mode
                                + " -Dfake.name="
                                + name
                                + " -Dfake.journal="
                                + home.resolve("journal"),
                        String.join("\n", lines)));
    }
}
