package io.millrace.benchmark.process;

import io.millrace.benchmark.protocol.Failure;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.Verb;
import io.millrace.common.option.DurationText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program that speaks the protocol on its standard input and output. All else that it prints goes
 * to its log. It ends with this process, however this one ends, because its input ends then. Used
 * by one thread.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(20);

    private final Process process;
    private final PrintWriter input;
    private final long startedNanos;

    /** What it has said; empty at the end of its output. */
    private final BlockingQueue<Optional<Line>> lines = new LinkedBlockingQueue<>();

    private ChildProcess(Process process, long startedNanos) {
        this.process = process;
        this.startedNanos = startedNanos;
        this.input =
                new PrintWriter(
                        new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8)), true);
    }

    /**
     * Starts a program.
     *
     * @param directory where it works
     * @param log gets what it prints, after what stands there already
     */
    public static ChildProcess start(JavaCommand command, Path directory, Path log) {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command.line())
                            .directory(directory.toFile())
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(command.environment());
            long now = System.nanoTime();
            ChildProcess child = new ChildProcess(builder.start(), now);
            Thread reader = new Thread(() -> child.read(log), "output of " + command.mainClass());
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path log) {
        try (BufferedReader output =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter noise =
                        new PrintWriter(
                                Files.newBufferedWriter(
                                        log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                                true)) {
            for (String text = output.readLine(); text != null; text = output.readLine()) {
                Optional<Line> line = Line.parse(text);
                if (line.isPresent()) {
                    lines.add(line);
                } else {
                    noise.println(text);
                }
            }
        } catch (IOException e) {
            // The stream of a process that was killed; its end is what counts.
        } finally {
            lines.add(Optional.empty());
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How long ago it was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Says something to the program. */
    public void say(Line line) {
        input.println(line);
    }

    /**
     * Waits until the program says what is expected of it.
     *
     * @throws ProcessFailure if it says that it failed or anything else, ends, or says nothing
     *     within the limit
     */
    public Line await(Verb expected, Duration limit) throws ProcessFailure, InterruptedException {
        Optional<Line> next = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new ProcessFailure("no answer within " + DurationText.format(limit));
        }
        return expected(expected, next);
    }

    /**
     * Returns at once.
     *
     * @throws ProcessFailure if the program has said anything or has ended
     */
    public void checkSilent() throws ProcessFailure, InterruptedException {
        Optional<Line> next = lines.poll();
        if (next != null) {
            expected(null, next);
        }
    }

    private Line expected(Verb expected, Optional<Line> next)
            throws ProcessFailure, InterruptedException {
        if (next.isEmpty()) {
            lines.add(next);
            boolean ended = process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            throw new ProcessFailure(
                    ended
                            ? "its process ended with exit code " + process.exitValue()
                            : "its process closed its output");
        }
        Line line = next.get();
        if (line.verb() == Verb.FAILED) {
            throw new ProcessFailure(line.body(Failure.class).reason());
        }
        if (line.verb() != expected) {
            throw new ProcessFailure(
                    "it said "
                            + line.verb()
                            + " instead of "
                            + (expected == null ? "nothing" : expected));
        }
        return line;
    }

    /** Tells the program to end and sees to it that it does. */
    @Override
    public void close() {
        say(Line.of(Verb.QUIT));
        input.close();
        try {
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the program at once. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
