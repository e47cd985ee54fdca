package io.millrace.benchmark.contest;

import io.millrace.benchmark.output.OutputTopics;
import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Tuning;
import io.millrace.benchmark.result.Measured;
import io.millrace.kafka.client.KafkaConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs engines on one workload: first each from a cold start, then all in turns, A B C A B C, so
 * that what else happens on the machine meets all of them. One engine computes at a time; the
 * others' processes are there and idle.
 */
public final class Contest {

    private final ContestSettings settings;
    private final KafkaConnection connection;
    private final BrokerMeter broker;
    private final OutputTopics outputs;
    private final EnginePool engines;
    private final Consumer<String> progress;
    private final Map<String, Map<String, String>> versions = new TreeMap<>();

    /**
     * @param connection to the broker
     * @param broker tells what the broker has computed
     * @param engines where their processes come from
     * @param progress is told what happens
     */
    public Contest(
            ContestSettings settings,
            KafkaConnection connection,
            BrokerMeter broker,
            EnginePool engines,
            Consumer<String> progress) {
        this.settings = settings;
        this.connection = connection;
        this.broker = broker;
        this.engines = engines;
        this.outputs = new OutputTopics(connection);
        this.progress = progress;
    }

    /**
     * Runs all entries under all their tunings.
     *
     * @param label tells the contests of one command apart, in names of files and in progress
     * @return what was measured, entry by entry
     */
    public List<Measured> run(String label, List<Entry> entries) throws InterruptedException {
        List<Competitor> competitors = new ArrayList<>();
        try {
            for (Entry entry : entries) {
                for (Tuning tuning : settings.tuningsOf(entry.engine())) {
                    competitors.add(start(label, entry, tuning));
                }
            }
            for (int round = 1; round <= settings.measuredRuns(); round++) {
                for (Competitor competitor : competitors) {
                    competitor.runMeasured();
                    tell(label + " round " + round, competitor);
                }
            }
            return competitors.stream().map(Competitor::measured).toList();
        } finally {
            competitors.forEach(Competitor::close);
        }
    }

    private Competitor start(String label, Entry entry, Tuning tuning) throws InterruptedException {
        String engine = entry.engine().name() + "-" + tuning;
        String name = engines.nameOf(label, engine);
        Path directory = settings.workDirectory().resolve(name);
        Competitor competitor =
                new Competitor(
                        label + "-" + engine,
                        entry,
                        tuning,
                        broker,
                        outputs,
                        processes(name, directory, entry.engine(), tuning),
                        directory.resolve("answer.tsv"));
        competitor.start();
        tell(label + " cold start", competitor);
        versions.putIfAbsent(entry.engine().name(), competitor.versions());
        return competitor;
    }

    private Competitor.Processes processes(
            String name, Path directory, EngineDescriptor engine, Tuning tuning) {
        EngineSettings engineSettings =
                new EngineSettings(
                        connection.bootstrapServers(),
                        tuning,
                        settings.cores(),
                        directory.toString());
        return new Competitor.Processes() {
            @Override
            public EngineProcess take() {
                return engines.take(
                        name,
                        () ->
                                EngineProcess.start(
                                        engine.command(settings.jvmArguments()),
                                        engineSettings,
                                        settings.logDirectory().resolve(name + ".log"),
                                        settings.limit()));
            }

            @Override
            public void giveBack(EngineProcess process) {
                engines.giveBack(name, process);
            }
        };
    }

    private void tell(String step, Competitor competitor) {
        Measured measured = competitor.measured();
        String outcome =
                measured.failure().orElseGet(() -> Contest.seconds(measured.lastSeconds()));
        progress.accept(step + ": " + competitor + ": " + outcome);
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "warm" : String.format(Locale.ROOT, "%.2f s", seconds);
    }

    /** What the engines are made of: engine to name to version. */
    public Map<String, Map<String, String>> versions() {
        return versions;
    }
}
