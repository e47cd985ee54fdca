package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.campaign.CampaignSettings.Faults;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.MalformedInputs;
import io.millrace.integration.reliability.check.Violations;
import io.millrace.integration.reliability.cluster.DatabaseServer;
import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** A run of the pipeline through faults that a seed draws, from the first record to the verdict. */
public final class Campaign {

    static final int PARTITIONS = 4;

    private static final int KEYS_PER_PRODUCER = 50;
    private static final int ONE_MALFORMED_IN = 50;
    private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(1);

    private final CampaignSettings settings;

    public Campaign(CampaignSettings settings) {
        this.settings = settings;
    }

    /** Runs it. */
    public CampaignReport run() throws InterruptedException, SQLException {
        Path directory = prepare();
        InputRecords inputs = new InputRecords(settings.seed(), KEYS_PER_PRODUCER);
        MalformedInputs malformed = new MalformedInputs(inputs, ONE_MALFORMED_IN);
        try (History history = new History(directory.resolve("history.jsonl"));
                DatabaseServer database = DatabaseServer.create(directory);
                KafkaCluster cluster = new KafkaCluster(directory, settings.brokers())) {
            history.add("campaign", "seed", settings.seed(), "settings", settings.toString());
            writePipeline(directory, database);
            Violations violations =
                    new Violations(each -> history.add("violation", "what", each.toString()));
            FlowChecks checks = new FlowChecks(inputs, malformed, violations);
            cluster.createTopic(Tables.INPUT, PARTITIONS);
            for (String topic : Tables.outputTopics()) {
                cluster.createTopic(topic, PARTITIONS);
            }
            OutputWatch watch = new OutputWatch(cluster.directServers(), PARTITIONS, checks);
            DatabaseWatch rows = new DatabaseWatch(database, checks);
            InputFeed feed =
                    new InputFeed(cluster, inputs, malformed, checks, settings.recordsPerSecond());
            watch.start();
            rows.start();
            feed.start();
            DriverKeeper keeper =
                    new DriverKeeper(
                            settings, cluster, watch, history, new ProcessEnds(violations));
            if (settings.faults() == Faults.DRAWN) {
                // It takes half a minute, which others are not long enough to win back.
                keeper.rehearse(REHEARSAL_LIMIT);
            }
            long begin = System.nanoTime();
            new Nemesis(new Random(settings.seed()), cluster, database, keeper, history)
                    .run(settings);
            Duration underFaults = since(begin);
            history.add("healed");
            feed.finish();
            Drain drain = new Drain(cluster, keeper, watch, rows, checks);
            drain.run();
            // What they write until then is seen by the last look.
            history.add("orphans", "executors", keeper.endOrphans());
            boolean nothingOpen = drain.stopAndLook();
            checks.end();
            return new CampaignReport(
                    settings.seed(),
                    underFaults,
                    Outcome.of(checks, nothingOpen),
                    keeper.times(),
                    keeper.failedAt(),
                    history.counts(),
                    history.kills(),
                    violations);
        }
    }

    private Path prepare() {
        try {
            Path directory = Files.createDirectories(settings.directory()).toRealPath();
            Files.createDirectories(directory.resolve("work"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writePipeline(Path directory, DatabaseServer database) {
        try {
            Files.writeString(
                    directory.resolve("pipeline.sql"),
                    Tables.pipeline(settings.guarantee(), database.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long something was waited for. */
    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
