package io.millrace.benchmark.contest;

import io.millrace.benchmark.output.OutputTopics;
import io.millrace.benchmark.process.ProcessFailure;
import io.millrace.benchmark.protocol.EngineReady;
import io.millrace.benchmark.protocol.RunRequest;
import io.millrace.benchmark.protocol.RunResult;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.benchmark.result.ResultRow;
import io.millrace.benchmark.result.RunFigures;
import io.millrace.benchmark.workload.OutputRow;
import io.millrace.common.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One engine under one tuning, with what was measured of it. Once anything is wrong with it, it is
 * out: its process is ended and all its figures are void. Used by one thread.
 */
final class Competitor implements AutoCloseable {

    /** Where it has its process from. */
    interface Processes {
        EngineProcess take();

        void giveBack(EngineProcess process);
    }

    /** A part of the contest that may go wrong for this one alone. */
    private interface Step {
        void run() throws ProcessFailure, InterruptedException;
    }

    private final Tuning tuning;
    private final Entry entry;
    private final BrokerMeter broker;
    private final OutputTopics outputs;
    private final Processes processes;
    private final String outputPrefix;
    private final Path answerFile;
    private final List<RunFigures> runs = new ArrayList<>();

    private EngineProcess process;
    private String outputTopic;
    private Map<String, String> versions = Map.of();
    private double coldStartSeconds;
    private long peakRssMiB;
    private Optional<String> failure = Optional.empty();

    /**
     * @param name tells it apart, also from those of other contests
     * @param answerFile where the engine is to put its answers
     */
    Competitor(
            String name,
            Entry entry,
            Tuning tuning,
            BrokerMeter broker,
            OutputTopics outputs,
            Processes processes,
            Path answerFile) {
        this.tuning = tuning;
        this.entry = entry;
        this.broker = broker;
        this.outputs = outputs;
        this.processes = processes;
        this.outputPrefix = "output-" + name + "-";
        this.answerFile = answerFile;
    }

    /**
     * Gets the process and runs once, which makes the engine warm; in a new process that is the
     * cold start.
     */
    void start() throws InterruptedException {
        process = processes.take();
        attempt(
                () -> {
                    EngineReady ready = process.awaitReady();
                    versions = ready.versions();
                    if (!ready.workloads().contains(entry.ability())) {
                        // No reason to end it: it may be asked for something else.
                        failure = Optional.of(ResultRow.NO_QUERY + entry.ability());
                        return;
                    }
                    boolean cold = process.runs() == 0;
                    process.run(nextRequest());
                    coldStartSeconds = cold ? process.age().toNanos() / 1e9 : Double.NaN;
                    finishRun();
                });
    }

    /** Runs once more, measured. */
    void runMeasured() throws InterruptedException {
        attempt(
                () -> {
                    double brokerBefore = broker.cpuSeconds();
                    RunResult result = process.run(nextRequest());
                    double brokerSeconds = broker.cpuSeconds() - brokerBefore;
                    finishRun();
                    runs.add(
                            new RunFigures(
                                    result.wallSeconds(), result.cpuSeconds(), brokerSeconds));
                });
    }

    private void attempt(Step step) throws InterruptedException {
        if (failure.isPresent()) {
            return;
        }
        try {
            step.run();
        } catch (ProcessFailure e) {
            failure = Optional.of(e.getMessage());
            process.kill();
        } catch (MillraceException e) {
            failure = Optional.of("its topic cannot be used: " + e.getMessage());
            process.kill();
        } catch (UncheckedIOException e) {
            failure = Optional.of("its figures or its answer cannot be read: " + e.getMessage());
            process.kill();
        }
    }

    private RunRequest nextRequest() {
        if (entry.output().isPresent()) {
            outputTopic = outputPrefix + process.runs();
            outputs.create(outputTopic);
        }
        return new RunRequest(
                process.runs(),
                entry.workload(),
                entry.guarantee(),
                entry.topic(),
                outputTopic,
                entry.records(),
                entry.batchRecords(),
                entry.tables(),
                answerFile.toString());
    }

    private void finishRun() throws ProcessFailure, InterruptedException {
        process.awaitIdle();
        peakRssMiB = process.peakRssMiB();
        Optional<String> problem =
                entry.output().isPresent() ? problemOfTopic(entry.output().get()) : problemOfFile();
        if (problem.isPresent()) {
            throw new ProcessFailure("wrong answer: " + problem.get());
        }
    }

    private Optional<String> problemOfTopic(OutputRow row) {
        Optional<String> problem = entry.check().problem(outputs.rows(outputTopic, row));
        outputs.delete(outputTopic);
        return problem;
    }

    private Optional<String> problemOfFile() {
        try (Stream<String> rows = Files.lines(answerFile)) {
            return entry.check().problem(rows::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // The next run shall not be credited with this answer.
            deleteAnswer();
        }
    }

    private void deleteAnswer() {
        try {
            Files.deleteIfExists(answerFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has been measured until now. */
    Measured measured() {
        return new Measured(
                entry.engine().name(),
                tuning,
                failure,
                entry.records(),
                runs,
                coldStartSeconds,
                peakRssMiB);
    }

    /** What the engine says it is made of. */
    Map<String, String> versions() {
        return versions;
    }

    /** Names the engine and its tuning. */
    @Override
    public String toString() {
        return entry.engine().name() + " " + tuning;
    }

    @Override
    public void close() {
        if (process != null) {
            processes.giveBack(process);
        }
    }
}
