package io.millrace.benchmark.contest;

import io.millrace.benchmark.process.ChildProcess;
import io.millrace.benchmark.process.JavaCommand;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.EngineReady;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.FollowReport;
import io.millrace.benchmark.protocol.FollowRequest;
import io.millrace.benchmark.protocol.Line;
import io.millrace.benchmark.protocol.ProcessUsage;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.RunResult;
import io.millrace.benchmark.protocol.StreamRequest;
import io.millrace.benchmark.protocol.Verb;
import java.nio.file.Path;
import java.time.Duration;

/** The harness's half of the protocol: an engine in its process. Used by one thread. */
public final class EngineProcess implements AutoCloseable {

    private final ChildProcess process;
    private final Duration limit;
    private EngineReady ready;
    private int runs;

    private EngineProcess(ChildProcess process, Duration limit) {
        this.process = process;
        this.limit = limit;
    }

    /**
     * Starts an engine; it is not ready yet.
     *
     * @param limit how long it may take for anything
     */
    public static EngineProcess start(
            JavaCommand command, EngineSettings settings, Path log, Duration limit) {
        EngineProcess engine =
                new EngineProcess(
                        ChildProcess.start(command, Path.of(settings.workDirectory()), log), limit);
        engine.process.say(Line.of(Verb.START, settings));
        return engine;
    }

    /** Waits until the engine can run. */
    public EngineReady awaitReady() throws ProcessFailure, InterruptedException {
        if (ready == null) {
            ready = process.await(Verb.READY, limit).body(EngineReady.class);
        }
        return ready;
    }

    /** How many runs it was asked for. */
    int runs() {
        return runs;
    }

    /** Runs once; the answer lies in the file then. */
    RunResult run(RunRequest request) throws ProcessFailure, InterruptedException {
        runs++;
        process.say(Line.of(Verb.RUN, request));
        return process.await(Verb.RESULT, limit).body(RunResult.class);
    }

    /** Lets it run until it is killed. */
    void stream(StreamRequest request) {
        process.say(Line.of(Verb.STREAM, request));
    }

    /** Fails if the engine has said anything, which can only be that it has failed. */
    void checkSilent() throws ProcessFailure, InterruptedException {
        process.checkSilent();
    }

    /** Waits until the engine is quiet after a run. */
    void awaitIdle() throws ProcessFailure, InterruptedException {
        process.await(Verb.IDLE, limit);
    }

    /** Starts a query of the latency program; it reads what comes when this returns. */
    public void follow(FollowRequest request) throws ProcessFailure, InterruptedException {
        process.say(Line.of(Verb.FOLLOW, request));
        process.await(Verb.FOLLOWING, limit);
    }

    /** Ends that query. */
    public FollowReport stopFollowing() throws ProcessFailure, InterruptedException {
        process.say(Line.of(Verb.STOP));
        return process.await(Verb.STOPPED, limit).body(FollowReport.class);
    }

    /** How long ago it was started. */
    Duration age() {
        return process.age();
    }

    /** The most memory it has had. */
    long peakRssMiB() {
        return ProcessUsage.peakRssMiB(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
