package io.millrace.benchmark.contest;

import io.millrace.benchmark.process.ChildProcess;
import io.millrace.benchmark.process.JavaCommand;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.EngineReady;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.ProcessUsage;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.RunResult;
import io.millrace.benchmark.protocol.Verb;
import java.nio.file.Path;
import java.time.Duration;

/** The harness's half of the protocol: an engine in its process. Used by one thread. */
final class EngineProcess implements AutoCloseable {

    private final ChildProcess process;
    private final Duration limit;

    private EngineProcess(ChildProcess process, Duration limit) {
        this.process = process;
        this.limit = limit;
    }

    /**
     * Starts an engine; it is not ready yet.
     *
     * @param limit how long it may take for anything
     */
    static EngineProcess start(
            JavaCommand command, EngineSettings settings, Path log, Duration limit) {
        EngineProcess engine =
                new EngineProcess(
                        ChildProcess.start(command, Path.of(settings.workDirectory()), log), limit);
        engine.process.say(Line.of(Verb.START, settings));
        return engine;
    }

    EngineReady awaitReady() throws ProcessFailure, InterruptedException {
        return process.await(Verb.READY, limit).body(EngineReady.class);
    }

    /** Runs once; the answer lies in the file then. */
    RunResult run(RunRequest request) throws ProcessFailure, InterruptedException {
        process.say(Line.of(Verb.RUN, request));
        return process.await(Verb.RESULT, limit).body(RunResult.class);
    }

    /** Waits until the engine is quiet after a run. */
    void awaitIdle() throws ProcessFailure, InterruptedException {
        process.await(Verb.IDLE, limit);
    }

    /** How long ago it was started. */
    Duration age() {
        return process.age();
    }

    /** The most memory it has had. */
    long peakRssMiB() {
        return ProcessUsage.peakRssMiB(process.pid());
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
