package io.millrace.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A broker in a process of its own, for a test to kill. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;

    /** Returns when the broker serves clients. */
    BrokerProcess(Path directory) throws IOException {
        process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "-Dbroker.log=target/broker-process.log",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line =
                new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8))
                        .readLine();
        if (!"ready".equals(line)) {
            throw new IOException("the broker process says: " + line);
        }
    }

    /** Runs in the other process. */
    public static void main(String[] args) throws IOException {
        EmbeddedBroker.start(Path.of(args[0]));
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Until this process is killed, with its parent at the latest.
        }
        Runtime.getRuntime().halt(1);
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
