package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code integration-tests/reliability/campaign fencing}. */
@Command(
        name = "fencing",
        mixinStandardHelpOptions = true,
        description =
                "Stops who writes in the middle of a transaction, starts a successor, wakes the"
                        + " first one up, and checks that nothing it writes then is ever seen. No"
                        + " lease is in the way.")
public final class FencingMain implements Callable<Integer> {

    @Option(
            names = "--trials",
            defaultValue = "180",
            description = "How many tasks are stopped, in processes without Spark.")
    private int trials;

    @Option(
            names = "--drivers",
            defaultValue = "20",
            description = "How many whole drivers are stopped.")
    private int drivers;

    @Option(
            names = "--retries",
            defaultValue = "0",
            description = "How many tasks fail at failpoints and are tried again.")
    private int retries;

    @Option(names = "--seed", defaultValue = "1", description = "Draws when.")
    private long seed;

    @Option(names = "--directory", description = "Gets logs and data.", required = true)
    private Path directory;

    public static void main(String[] arguments) {
        int code = new CommandLine(new FencingMain()).execute(arguments);
        Runtime.getRuntime().exit(code);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FencingReport report = run(directory, trials, drivers, retries, seed);
        System.out.println(report);
        return report.violations().isEmpty() ? 0 : 1;
    }

    static FencingReport run(Path directory, int trials, int drivers, int retries, long seed)
            throws IOException, InterruptedException {
        FencingReport report = new FencingReport();
        Random random = new Random(seed);
        if (trials > 0) {
            Path sinks = Files.createDirectories(directory.resolve("sinks")).toRealPath();
            try (KafkaCluster cluster = new KafkaCluster(sinks, 1)) {
                new SinkTrials(cluster, sinks, random, report).run(trials);
            }
        }
        if (drivers > 0) {
            Path whole = Files.createDirectories(directory.resolve("drivers")).toRealPath();
            try (KafkaCluster cluster = new KafkaCluster(whole, 1)) {
                new DriverTrials(cluster, whole, random, report).run(drivers);
            }
        }
        if (retries > 0) {
            Path tasks = Files.createDirectories(directory.resolve("retries")).toRealPath();
            try (KafkaCluster cluster = new KafkaCluster(tasks, 1)) {
                new RetryTrials(cluster, tasks, report).run(retries);
            }
        }
        return report;
    }
}
