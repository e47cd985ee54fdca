package io.millrace.benchmark.contest;

import io.millrace.benchmark.BenchmarkError;
import io.millrace.benchmark.process.JavaCommand;
import io.millrace.benchmark.protocol.Tuning;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An engine as its module declares it in {@code engine.properties}.
 *
 * @param name as in options, tables and files
 * @param module the directory of its module
 * @param mainClass its program
 * @param tunings how it can be run
 * @param jvmArguments what its JVM needs to run it at all
 * @param environment variables that its process needs
 * @param always the workload that it runs whatever is asked, for an engine that is a yardstick
 * @param hasMicroBatches whether there are micro-batches whose size can be asked for
 */
public record EngineDescriptor(
        String name,
        Path module,
        String mainClass,
        List<Tuning> tunings,
        List<String> jvmArguments,
        Map<String, String> environment,
        Optional<String> always,
        boolean hasMicroBatches) {

    public static final String FILE = "engine.properties";

    private static final String MAIN = "main";
    private static final String TUNINGS = "tunings";
    private static final String JVM_ARGUMENTS = "jvm.arguments";
    private static final String ENVIRONMENT = "environment.";
    private static final String ALWAYS = "always";
    private static final String MICRO_BATCHES = "micro.batches";
    private static final List<String> KEYS =
            List.of(MAIN, TUNINGS, JVM_ARGUMENTS, ALWAYS, MICRO_BATCHES);

    /**
     * Reads a declaration.
     *
     * @param home the root of the repository, which paths in the file are relative to
     */
    static EngineDescriptor read(String name, Path module, Path home) {
        Path file = module.resolve(FILE);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(ENVIRONMENT)) {
                environment.put(key.substring(ENVIRONMENT.length()), properties.getProperty(key));
            } else if (!KEYS.contains(key)) {
                throw BenchmarkError.ENGINE_INVALID.exception(
                        name, file, "the unknown key '" + key + "'", "main, tunings and so on");
            }
        }
        if (!properties.containsKey(MAIN)) {
            throw BenchmarkError.ENGINE_INVALID.exception(name, file, "no key 'main'", "a class");
        }
        return new EngineDescriptor(
                name,
                module,
                properties.getProperty(MAIN),
                tunings(name, file, properties.getProperty(TUNINGS, "default,tuned")),
                words(properties.getProperty(JVM_ARGUMENTS, ""), " ").stream()
                        .map(argument -> fromHome(argument, home))
                        .toList(),
                environment,
                Optional.ofNullable(properties.getProperty(ALWAYS)),
                Boolean.parseBoolean(properties.getProperty(MICRO_BATCHES)));
    }

    private static List<Tuning> tunings(String name, Path file, String text) {
        List<Tuning> tunings = new ArrayList<>();
        for (String word : words(text, ",")) {
            tunings.add(
                    Arrays.stream(Tuning.values())
                            .filter(tuning -> tuning.text().equals(word))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            BenchmarkError.ENGINE_INVALID.exception(
                                                    name,
                                                    file,
                                                    "the tuning '" + word + "'",
                                                    "default or tuned")));
        }
        return tunings;
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String fromHome(String argument, Path home) {
        return argument.startsWith("@") ? "@" + home.resolve(argument.substring(1)) : argument;
    }

    /** Its program with the classes it was built with. */
    public JavaCommand command(List<String> moreJvmArguments) {
        List<String> all = new ArrayList<>(jvmArguments);
        all.addAll(moreJvmArguments);
        return new JavaCommand(all, classpath(), mainClass, List.of(), environment);
    }

    private List<Path> classpath() {
        Path file = module.resolve(Path.of("target", "runtime.classpath"));
        List<Path> classpath = new ArrayList<>();
        classpath.add(module.resolve(Path.of("target", "classes")));
        try {
            for (String entry : Files.readString(file).strip().split(File.pathSeparator)) {
                classpath.add(Path.of(entry));
            }
        } catch (IOException e) {
            throw BenchmarkError.ENGINE_NOT_BUILT.causedBy(e, name, file);
        }
        classpath.stream()
                .filter(Files::notExists)
                .findFirst()
                .ifPresent(
                        missing -> {
                            throw BenchmarkError.ENGINE_NOT_BUILT.exception(name, missing);
                        });
        return classpath;
    }
}
