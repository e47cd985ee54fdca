package io.millrace.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process with the class path of the tests, that may die without them. */
public final class ChildJava {

    private ChildJava() {}

    /**
     * Starts one. It lives too short for the second compiler.
     *
     * @param options of the JVM, such as {@code -Xmx512m}
     * @param log gets what it prints
     */
    public static Process start(
            List<String> options, Class<?> main, List<String> arguments, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        // What Spark needs, and this process was given.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(
                        option ->
                                option.startsWith("--add-")
                                        || option.startsWith("-Dio.netty")
                                        || option.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        command.addAll(options);
        // Surefire's own class path may be a jar that names it.
        String classPath = System.getProperty("java.class.path");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", classPath));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
