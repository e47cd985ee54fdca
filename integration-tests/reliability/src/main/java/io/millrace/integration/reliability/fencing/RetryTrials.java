package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Tasks that fail at a failpoint; Spark tries them again. Each record must be there once. */
final class RetryTrials {

    /** A driver fails at each of them once, at the n-th time that it is passed. */
    private static final List<String> POINTS =
            List.of(
                    "source.task.reading=throw@5",
                    "sink.task.after.fence=throw@1",
                    "sink.task.writing=throw@80",
                    "sink.task.before.token=throw@8",
                    "sink.task.before.commit=throw@12",
                    "sink.task.after.commit=throw@16");

    private static final int MOST_DRIVERS_PER_TRIAL = 3;
    private static final Duration AFTER_THE_LAST = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final KafkaCluster cluster;
    private final Path directory;
    private final FencingReport report;

    RetryTrials(KafkaCluster cluster, Path directory, FencingReport report) {
        this.cluster = cluster;
        this.directory = directory;
        this.report = report;
    }

    /** Goes on until so many tasks have failed and been tried again, or something is wrong. */
    void run(int trials) throws InterruptedException {
        cluster.createTopic(QueryProcess.INPUT, QueryProcess.PARTITIONS);
        cluster.createTopic(QueryProcess.OUTPUT, QueryProcess.PARTITIONS);
        Path checkpoint = directory.resolve("checkpoint");
        try (Feed feed = new Feed(cluster.directServers(), QueryProcess.INPUT);
                CopiedOutput output = new CopiedOutput(cluster.directServers(), report)) {
            int number = 0;
            while (report.retryTrials() < trials
                    && report.violations().isEmpty()
                    && number < MOST_DRIVERS_PER_TRIAL * trials) {
                run(start(number, checkpoint, armed()), output);
                number++;
            }
            if (report.retryTrials() < trials) {
                report.violation(
                        number + " drivers have tried " + report.retryTrials() + " tasks again");
            }
            long sent = feed.end();
            QueryDriver last = start(number, checkpoint, "");
            output.readAll(sent, LIMIT);
            last.process().kill();
            report.retryRecords(output.count());
            output.check(sent);
        }
    }

    private static String armed() {
        return POINTS.stream().collect(Collectors.joining(","));
    }

    private void run(QueryDriver driver, CopiedOutput output) {
        long begin = System.nanoTime();
        int failed = 0;
        while (failed < POINTS.size()
                && driver.process().isAlive()
                && System.nanoTime() - begin < LIMIT.toNanos()) {
            output.readFor(Duration.ofMillis(200));
            failed = driver.said(TaskRetries.FAILED).size();
        }
        output.readFor(AFTER_THE_LAST);
        if (failed < POINTS.size() || !driver.process().isAlive()) {
            report.violation(driver.name() + " has not gone on after " + failed + " failures");
        }
        driver.process().kill();
        // One task may fail twice in a row.
        List<String> retried = driver.said(TaskRetries.RETRIED);
        retried.forEach(millis -> report.retry(Duration.ofMillis(Long.parseLong(millis))));
    }

    private QueryDriver start(int number, Path checkpoint, String armed) {
        return QueryDriver.start(
                "driver-" + number,
                cluster.directServers(),
                checkpoint,
                "local[2,4]",
                armed,
                directory);
    }
}
