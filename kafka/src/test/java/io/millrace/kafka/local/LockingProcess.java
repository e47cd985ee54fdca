package io.millrace.kafka.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Another process that wants the lock of a data directory. It says whether it has got it, plays the
 * broker with a record if so, and holds it until it is killed.
 */
final class LockingProcess implements AutoCloseable {

    private final Process process;
    private final String answer;

    LockingProcess(Path directory) throws IOException {
        process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockingProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        answer =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
    }

    /** Runs in the other process. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]).toRealPath();
        boolean acquired = DataDirectoryLock.tryAcquire(directory).isPresent();
        if (acquired) {
            long pid = ProcessHandle.current().pid();
            BrokerRecord.write(new RunningBroker(pid, "127.0.0.1:9092", directory, Instant.now()));
        }
        System.out.println(acquired ? "acquired" : "refused");
        while (System.in.read() >= 0) {
            // Until the parent closes the pipe or kills this process.
        }
    }

    boolean hasAcquired() {
        return answer.equals("acquired");
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process with no chance to tidy up. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
