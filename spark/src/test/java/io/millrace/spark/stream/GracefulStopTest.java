package io.millrace.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.source.BatchDrain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;

class GracefulStopTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STOP_TIMEOUT = "spark.sql.streaming.stopTimeout";

    private final SparkSession session = LocalStack.session();
    private final Path checkpoint = LocalStack.newDirectory("graceful");
    private final TestTopic topic = TestTopic.create("graceful", 2);
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch bothBegun = new CountDownLatch(2);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private final CountDownLatch interrupted = new CountDownLatch(2);
    private volatile boolean fails;
    private volatile boolean isStubborn;

    private StreamingQuery start() throws Exception {
        return start(checkpoint);
    }

    /** Notes a row for each micro-batch that comes to its end. */
    private StreamingQuery start(Path directory) throws Exception {
        VoidFunction2<Dataset<Row>, Long> note =
                (batch, id) -> {
                    List<String> rows =
                            batch.collectAsList().stream()
                                    .map(row -> row.getString(0))
                                    .sorted()
                                    .toList();
                    begun.countDown();
                    bothBegun.countDown();
                    awaitMayEnd();
                    if (fails) {
                        throw new IllegalStateException("on purpose");
                    }
                    done.add(id + " " + rows);
                };
        return session.readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .load()
                .selectExpr("CAST(value AS STRING)")
                .writeStream()
                .option("checkpointLocation", directory.toString())
                .foreachBatch(note)
                .start();
    }

    private void awaitMayEnd() throws InterruptedException {
        while (true) {
            try {
                mayEnd.await();
                return;
            } catch (InterruptedException e) {
                interrupted.countDown();
                if (!isStubborn) {
                    throw e;
                }
            }
        }
    }

    /** Stops a query whose micro-batch may end when the stop waits for it. */
    private boolean stopWhileItRuns(StreamingQuery query) throws Exception {
        FutureTask<Boolean> stop = new FutureTask<>(() -> GracefulStop.stop(query, LONG));
        Thread thread = new Thread(stop, "stop");
        thread.start();
        await().until(
                        () ->
                                Arrays.stream(thread.getStackTrace())
                                        .anyMatch(GracefulStopTest::awaitsTheMicroBatch));
        mayEnd.countDown();
        return stop.get();
    }

    private static boolean awaitsTheMicroBatch(StackTraceElement frame) {
        return frame.getClassName().equals(BatchDrain.class.getName())
                && frame.getMethodName().equals("await");
    }

    @Test
    void letsTheMicroBatchFinishAndBeginsNoOther() throws Exception {
        topic.send("a", "b");
        StreamingQuery query = start();
        begun.await();
        topic.send("c");
        assertThat(stopWhileItRuns(query)).isTrue();
        assertThat(query.isActive()).isFalse();
        assertThat(done).containsExactly("0 [a, b]");
        assertThat(checkpoint.resolve("commits/0")).exists();
        assertThat(Files.exists(checkpoint.resolve("offsets/1"))).isFalse();

        StreamingQuery again = start();
        again.processAllAvailable();
        assertThat(GracefulStop.stopAll(session, LONG)).isTrue();
        assertThat(again.isActive()).isFalse();
        assertThat(done).containsExactly("0 [a, b]", "1 [c]");
    }

    @Test
    void whatFailsMeanwhileHasNotFinished() throws Exception {
        topic.send("a");
        StreamingQuery query = start();
        begun.await();
        fails = true;

        assertThat(stopWhileItRuns(query)).isFalse();
        assertThat(query.isActive()).isFalse();
        assertThat(query.exception().isDefined()).isTrue();
    }

    @Test
    void stopsTheOthersThoughOneDoesNotEnd() throws Exception {
        isStubborn = true;
        session.conf().set(STOP_TIMEOUT, "200");
        try {
            topic.send("a");
            List<StreamingQuery> queries =
                    List.of(start(), start(LocalStack.newDirectory("graceful")));
            bothBegun.await();

            assertThatThrownBy(() -> GracefulStop.stopAll(session, Duration.ZERO))
                    .isInstanceOf(TimeoutException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(interrupted.getCount()).isZero();
            mayEnd.countDown();
            await().until(() -> queries.stream().noneMatch(StreamingQuery::isActive));
        } finally {
            mayEnd.countDown();
            session.conf().unset(STOP_TIMEOUT);
        }
    }

    @Test
    void breaksOffWhatTakesLonger() throws Exception {
        topic.send("a");
        StreamingQuery query = start();
        begun.await();

        assertThat(GracefulStop.stop(query, Duration.ofMillis(100))).isFalse();
        assertThat(query.isActive()).isFalse();
        assertThat(done).isEmpty();

        mayEnd.countDown();
        StreamingQuery again = start();
        again.processAllAvailable();
        GracefulStop.stop(again, LONG);
        assertThat(done).containsExactly("0 [a]");
    }
}
