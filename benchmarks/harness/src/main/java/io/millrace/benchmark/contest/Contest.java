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
    private final Consumer<String> progress;
    private final Map<String, Map<String, String>> versions = new TreeMap<>();

    /**
     * @param connection to the broker
     * @param broker tells what the broker has computed
     * @param progress is told what happens
     */
    public Contest(
            ContestSettings settings,
            KafkaConnection connection,
            BrokerMeter broker,
            Consumer<String> progress) {
        this.settings = settings;
        this.connection = connection;
        this.broker = broker;
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
        String name = label + "-" + entry.engine().name() + "-" + tuning;
        Path directory = settings.workDirectory().resolve(name);
        EngineSettings engineSettings =
                new EngineSettings(
                        connection.bootstrapServers(),
                        tuning,
                        settings.cores(),
                        directory.toString());
        Path log = settings.logDirectory().resolve(name + ".log");
        Competitor competitor =
                new Competitor(
                        name, entry, tuning, broker, outputs, directory.resolve("answer.tsv"));
        competitor.startCold(
                () ->
                        EngineProcess.start(
                                entry.engine().command(settings.jvmArguments()),
                                engineSettings,
                                log,
                                settings.limit()));
        tell(label + " cold start", competitor);
        versions.putIfAbsent(entry.engine().name(), competitor.versions());
        return competitor;
    }

    private void tell(String step, Competitor competitor) {
        Measured measured = competitor.measured();
        String outcome =
                measured.failure()
                        .orElseGet(
                                () -> String.format(Locale.ROOT, "%.2f s", measured.lastSeconds()));
        progress.accept(step + ": " + competitor + ": " + outcome);
    }

    /** What the engines are made of: engine to name to version. */
    public Map<String, Map<String, String>> versions() {
        return versions;
    }
}
