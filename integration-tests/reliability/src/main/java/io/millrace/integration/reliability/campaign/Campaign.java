package io.millrace.integration.reliability.campaign;

import io.millrace.integration.reliability.check.Delivery;
import io.millrace.integration.reliability.check.DeliveryCheck;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.KeyOrder;
import io.millrace.integration.reliability.check.StateCheck;
import io.millrace.integration.reliability.check.Violations;
import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** A run of the pipeline through faults that a seed draws, from the first record to the verdict. */
public final class Campaign {

    static final int PARTITIONS = 4;

    private static final int KEYS_PER_PRODUCER = 50;

    private final CampaignSettings settings;

    public Campaign(CampaignSettings settings) {
        this.settings = settings;
    }

    /** Runs it. */
    public CampaignReport run() throws InterruptedException {
        Path directory = prepare();
        InputRecords inputs = new InputRecords(settings.seed(), KEYS_PER_PRODUCER);
        try (History history = new History(directory.resolve("history.jsonl"));
                KafkaCluster cluster = new KafkaCluster(directory, settings.brokers())) {
            history.add("campaign", "seed", settings.seed(), "settings", settings.toString());
            Violations violations =
                    new Violations(each -> history.add("violation", "what", each.toString()));
            DeliveryCheck delivery =
                    new DeliveryCheck(inputs, Delivery.to(Tables.COPY, KeyOrder.KEPT), violations);
            StateCheck states = new StateCheck(inputs, violations);
            cluster.createTopic(Tables.INPUT, PARTITIONS);
            cluster.createTopic(Tables.COPY, PARTITIONS);
            cluster.createTopic(Tables.TOTALS, PARTITIONS);
            OutputWatch watch =
                    new OutputWatch(cluster.directServers(), PARTITIONS, delivery, states);
            InputFeed feed =
                    new InputFeed(
                            cluster.directServers(),
                            inputs,
                            delivery,
                            states,
                            settings.records(),
                            settings.duration());
            watch.start();
            feed.start();
            DriverKeeper keeper = new DriverKeeper(settings, cluster, watch, history);
            Nemesis nemesis = new Nemesis(new Random(settings.seed()), cluster, keeper, history);
            nemesis.run(settings);
            history.add("healed");
            feed.finish();
            Drain drain = new Drain(cluster, keeper, watch, delivery, states);
            drain.run();
            boolean nothingOpen = drain.stopAndLook();
            delivery.end();
            states.end();
            return new CampaignReport(
                    settings.seed(),
                    delivery.expected(),
                    delivery.seen(),
                    states.counted(),
                    feed.lost(),
                    nothingOpen,
                    keeper.firstOutputs(),
                    keeper.readerWaits(),
                    keeper.failedAt(),
                    history.counts(),
                    violations);
        }
    }

    private Path prepare() {
        try {
            Path directory = Files.createDirectories(settings.directory()).toRealPath();
            Files.createDirectories(directory.resolve("work"));
            Files.writeString(
                    directory.resolve("pipeline.sql"), Tables.pipeline(settings.guarantee()));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long something was waited for. */
    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
