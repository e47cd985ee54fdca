package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/**
 * A chain of drivers: each is stopped while it copies, the next one starts with a copy of its
 * checkpoint, and when that has written the stopped one wakes up. Each record must be in the output
 * once, and none of a driver behind one of its successor.
 */
final class DriverTrials {

    private static final Set<String> GOOD_ENDS = Set.of("SINK_OVERTAKEN", "PRODUCER_FENCED");
    private static final Duration OUTPUT_LIMIT = Duration.ofMinutes(3);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);
    private static final int MOST_MILLIS_BEFORE_STOP = 2_000;

    /** Writing a batch takes most of the time of a driver, so that it is stopped while it does. */
    private static final String SLOW = "sink.task.writing=delay:15@1+";

    private final KafkaCluster cluster;
    private final Path directory;
    private final Random random;
    private final FencingReport report;

    DriverTrials(KafkaCluster cluster, Path directory, Random random, FencingReport report) {
        this.cluster = cluster;
        this.directory = directory;
        this.random = random;
        this.report = report;
    }

    /** Stops and wakes so many. */
    void run(int trials) throws InterruptedException {
        cluster.createTopic(QueryProcess.INPUT, QueryProcess.PARTITIONS);
        cluster.createTopic(QueryProcess.OUTPUT, QueryProcess.PARTITIONS);
        String servers = cluster.directServers();
        Path checkpoint = directory.resolve("checkpoint-0");
        QueryDriver driver = start(0, checkpoint, SLOW);
        try (Feed feed = new Feed(servers, QueryProcess.INPUT);
                CopiedOutput output = new CopiedOutput(servers, report)) {
            awaitOutput(driver, output);
            for (int number = 1; number <= trials; number++) {
                output.readFor(Duration.ofMillis(random.nextInt(MOST_MILLIS_BEFORE_STOP)));
                driver.process().pause();
                boolean open = openTransactions() > 0;
                Path copy = directory.resolve("checkpoint-" + number);
                copy(checkpoint, copy);
                checkpoint = copy;
                long startedAt = System.nanoTime();
                QueryDriver successor = start(number, checkpoint, SLOW);
                awaitOutput(successor, output);
                Duration toOutput = Duration.ofNanos(System.nanoTime() - startedAt);
                end(driver, open, toOutput, output);
                driver = successor;
            }
            long sent = feed.end();
            driver.process().kill();
            driver = start(trials + 1, checkpoint, "");
            output.readAll(sent, OUTPUT_LIMIT);
            report.driverRecords(output.count());
            output.check(sent);
        } finally {
            driver.process().kill();
        }
    }

    private QueryDriver start(int number, Path checkpoint, String armed) {
        return QueryDriver.start(
                "driver-" + number,
                cluster.directServers(),
                checkpoint,
                "local[2]",
                armed,
                directory);
    }

    private void awaitOutput(QueryDriver driver, CopiedOutput output) {
        long deadline = System.nanoTime() + OUTPUT_LIMIT.toNanos();
        while (!output.hasRowOf(driver.name())) {
            if (System.nanoTime() - deadline > 0 || !driver.process().isAlive()) {
                throw new IllegalStateException(driver.name() + " writes nothing");
            }
            output.read();
        }
    }

    private void end(QueryDriver zombie, boolean open, Duration toOutput, CopiedOutput output)
            throws InterruptedException {
        long wokenAt = System.nanoTime();
        zombie.process().resume();
        while (zombie.process().isAlive() && since(wokenAt).compareTo(END_LIMIT) < 0) {
            output.read();
        }
        Duration ended = since(wokenAt);
        String end;
        if (zombie.process().isAlive()) {
            zombie.process().kill();
            end = "still alive";
        } else {
            List<String> said = zombie.said(QueryProcess.ENDED);
            end = said.isEmpty() ? "exit " + zombie.process().exitCode() : said.get(0);
        }
        if (!GOOD_ENDS.contains(end)) {
            report.violation(zombie.name() + " ended with: " + end);
        }
        report.driverTrial(open, toOutput, ended, end);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private long openTransactions() throws InterruptedException {
        try {
            return cluster
                    .admin()
                    .listTransactions(
                            new ListTransactionsOptions()
                                    .filterStates(Set.of(TransactionState.ONGOING)))
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith("millrace-"))
                    .count();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new KafkaException("Cannot list transactions", e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.sorted().toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("the driver is not stopped", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of a record that is sent. */
    static byte[] value(long id) {
        return Long.toString(id).getBytes(StandardCharsets.UTF_8);
    }
}
