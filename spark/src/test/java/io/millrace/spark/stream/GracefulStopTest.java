package io.millrace.spark.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;

class GracefulStopTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final SparkSession session = LocalStack.session();
    private final Path checkpoint = LocalStack.newDirectory("graceful");
    private final TestTopic topic = TestTopic.create("graceful", 2);
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    /** Notes a row for each micro-batch that comes to its end. */
    private StreamingQuery start() throws Exception {
        VoidFunction2<Dataset<Row>, Long> note =
                (batch, id) -> {
                    List<String> rows =
                            batch.collectAsList().stream()
                                    .map(row -> row.getString(0))
                                    .sorted()
                                    .toList();
                    begun.countDown();
                    mayEnd.await();
                    done.add(id + " " + rows);
                };
        return session.readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest")
                .load()
                .selectExpr("CAST(value AS STRING)")
                .writeStream()
                .option("checkpointLocation", checkpoint.toString())
                .foreachBatch(note)
                .start();
    }

    @Test
    void letsTheMicroBatchFinishAndBeginsNoOther() throws Exception {
        topic.send("a", "b");
        StreamingQuery query = start();
        begun.await();
        topic.send("c");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> stop = other.submit(() -> GracefulStop.stop(query, LONG));
            await().during(Duration.ofMillis(200)).until(query::isActive);
            mayEnd.countDown();
            assertThat(stop.get()).isTrue();
        } finally {
            other.shutdownNow();
        }
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
