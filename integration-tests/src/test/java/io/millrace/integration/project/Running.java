package io.millrace.integration.project;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A command that runs. Closing it kills it, if it still does. */
public final class Running implements AutoCloseable {

    /** A start of the engine takes some seconds, and much longer beside another build. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;

    public Running(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Waits until standard error says so. */
    public Running awaitErr(String text) {
        await().atMost(LIMIT)
                .conditionEvaluationListener(
                        condition -> {
                            if (!condition.isSatisfied() && !process.isAlive()) {
                                throw new AssertionError("It has ended: " + err());
                            }
                        })
                .until(() -> err().contains(text));
        return this;
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal such as INT. */
    public Running signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        return this;
    }

    /** As kill -9 does. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    public Outcome end() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("It does not end: " + err());
        }
        return new Outcome(process.exitValue(), read(out), err());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
