package io.millrace.integration.reliability.fencing;

import io.millrace.integration.reliability.cluster.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Two processes take turns: one is stopped while it writes an epoch in a transaction, the other one
 * begins a run and writes the epoch, and the first one wakes up when its successor has begun, or
 * has written. What it had not committed by then must never be seen.
 */
final class SinkTrials {

    private static final String TOPIC = "rows";
    private static final int ROWS = 200;
    private static final int WRITING_MILLIS = 120;

    /** Some are stopped while they commit, or when they have. */
    private static final int MOST_MILLIS_BEFORE_STOP = 300;

    private static final String OVERTAKEN = WriterProcess.FAILED + " SINK_OVERTAKEN";

    private final KafkaCluster cluster;
    private final Path directory;
    private final Random random;
    private final FencingReport report;

    SinkTrials(KafkaCluster cluster, Path directory, Random random, FencingReport report) {
        this.cluster = cluster;
        this.directory = directory;
        this.random = random;
        this.report = report;
    }

    /** Goes on until so many were stopped with a transaction that they had not committed. */
    void run(int trials) throws InterruptedException {
        cluster.createTopic(TOPIC, 1);
        String query = UUID.randomUUID().toString();
        String servers = cluster.directServers();
        try (Writer one = Writer.start("one", servers, query, TOPIC, directory);
                Writer two = Writer.start("two", servers, query, TOPIC, directory);
                CommittedRecords committed = new CommittedRecords(servers, TOPIC)) {
            for (long epoch = 0; report.sinkTrials() < trials; epoch++) {
                boolean swap = random.nextBoolean();
                trial(epoch, swap ? two : one, swap ? one : two, committed);
            }
        }
    }

    private void trial(long epoch, Writer first, Writer successor, CommittedRecords committed)
            throws InterruptedException {
        first.tell("begin " + epoch);
        expect(first, WriterProcess.BEGUN);
        first.tell("write " + epoch + " " + ROWS + " " + WRITING_MILLIS);
        expect(first, WriterProcess.OPEN);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_MILLIS_BEFORE_STOP));
        first.process().pause();

        long pausedAt = System.nanoTime();
        successor.tell("begin " + epoch);
        expect(successor, WriterProcess.BEGUN);
        long fence = committed.end();
        report.fenced(Duration.ofNanos(System.nanoTime() - pausedAt));
        boolean early = random.nextBoolean();
        if (early) {
            first.process().resume();
        }
        successor.tell("write " + epoch + " " + ROWS + " 0");
        String written = end(successor);
        if (!early) {
            first.process().resume();
        }
        String end = first.hear();
        first.tell("write " + (epoch + 1) + " 1 0");
        String next = end(first);
        check(
                new Trial(epoch, first.name(), successor.name(), fence, end, written, next),
                committed.upTo(committed.end()));
    }

    /** A transaction that is open for the client need not be so for the broker. */
    private static String end(Writer writer) throws InterruptedException {
        String said = writer.hear();
        return said.startsWith(WriterProcess.OPEN) ? writer.hear() : said;
    }

    private static void expect(Writer writer, String word) throws InterruptedException {
        String said = writer.hear();
        if (!said.startsWith(word)) {
            throw new IllegalStateException(
                    "writer " + writer.name() + " said '" + said + "' instead of " + word);
        }
    }

    /**
     * What has happened.
     *
     * @param fence where the log ended when the successor had begun its run
     * @param end what the first said when it woke up
     * @param written what the successor said
     * @param next what the first said when it was told to go on with the next epoch
     */
    private record Trial(
            long epoch,
            String first,
            String successor,
            long fence,
            String end,
            String written,
            String next) {}

    private void check(Trial trial, List<ConsumerRecord<byte[], byte[]>> seen) {
        boolean before = trial.end().startsWith(WriterProcess.WRITTEN);
        String writer = before ? trial.first() : trial.successor();
        List<Row> rows = seen.stream().map(record -> Row.of(record.value())).toList();
        List<Row> expected =
                IntStream.range(0, ROWS)
                        .mapToObj(row -> new Row(trial.epoch(), row, writer))
                        .toList();
        List<String> wrong = new ArrayList<>();
        if (!rows.equals(expected)) {
            wrong.add("seen are other rows: " + rows);
        }
        seen.stream()
                .filter(record -> record.offset() >= trial.fence())
                .filter(record -> Row.of(record.value()).writer().equals(trial.first()))
                .findFirst()
                .ifPresent(record -> wrong.add("written after the fence: " + record.offset()));
        if (!before && !trial.end().equals(OVERTAKEN)) {
            wrong.add("it ended otherwise");
        }
        if (!trial.written().startsWith(WriterProcess.WRITTEN)) {
            wrong.add("the successor has not written");
        }
        if (!trial.next().equals(OVERTAKEN)) {
            wrong.add("it went on with the next epoch");
        }
        report.sinkTrial(before, trial.end());
        wrong.forEach(each -> report.violation(trial + ": " + each));
    }
}
