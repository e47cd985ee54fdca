package io.millrace.benchmark.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java program, for the Java that runs this one.
 *
 * @param jvmArguments what stands before the class path
 * @param environment variables beside those of this process
 */
public record JavaCommand(
        List<String> jvmArguments,
        List<Path> classpath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    public JavaCommand {
        jvmArguments = List.copyOf(jvmArguments);
        classpath = List.copyOf(classpath);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmArguments);
        line.add("-cp");
        line.add(String.join(File.pathSeparator, classpath.stream().map(Path::toString).toList()));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }
}
