package io.millrace.integration.reliability.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own that can be killed and paused. Thread-safe. */
public final class ChildJvm {

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Starts a program with the class path of this one.
     *
     * @param jvmArguments what stands before the class path
     * @param log gets what it prints
     */
    public static ChildJvm start(
            List<String> jvmArguments,
            List<String> mainAndArguments,
            Map<String, String> environment,
            Path log) {
        return start(jvmArguments, classPath(), mainAndArguments, environment, log);
    }

    /** The same with classes that are packed. */
    public static ChildJvm start(
            List<String> jvmArguments,
            ChildClasses classes,
            List<String> mainAndArguments,
            Map<String, String> environment,
            Path log) {
        return start(jvmArguments, classes.classPath(), mainAndArguments, environment, log);
    }

    private static ChildJvm start(
            List<String> jvmArguments,
            String classPath,
            List<String> mainAndArguments,
            Map<String, String> environment,
            Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(classPath);
        command.addAll(mainAndArguments);
        Redirect output = Redirect.appendTo(log.toFile());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output).redirectError(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("MILLRACE_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ChildJvm(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it where it is, as {@code kill -STOP} does. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    /** Writes a line to its standard input; one that is stopped reads it later. */
    public void tell(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end. */
    public void terminate() {
        signal("TERM");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The processes that it has started and that live. */
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, returns whether it has come. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public long pid() {
        return process.pid();
    }
}
