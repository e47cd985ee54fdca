package io.millrace.spark.stream;

import static org.awaitility.Awaitility.await;

import io.millrace.spark.testing.MemoryOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.streaming.sources.ForeachBatchSink;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.util.ManualClock;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.runtime.BoxedUnit;

/** A query whose time stands still until a test lets it go on, over one checkpoint. */
final class ClockedQuery<T> implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 10;

    private final Dataset<T> rows;
    private final Path checkpoint;
    private final ManualClock clock;
    private final MemoryOutput<T> output = new MemoryOutput<>();
    private StreamingQuery query;

    ClockedQuery(Dataset<T> rows, Path checkpoint, long startMillis) {
        this.rows = rows;
        this.checkpoint = checkpoint;
        this.clock = new ManualClock(startMillis);
    }

    /** Starts it, or starts it again; there is a micro-batch at once if there are new rows. */
    ClockedQuery<T> start() throws TimeoutException {
        var session = (SparkSession) rows.sparkSession();
        var dataset = (org.apache.spark.sql.classic.Dataset<T>) rows;
        ForeachBatchSink<T> sink =
                new ForeachBatchSink<>(
                        (batch, id) -> {
                            output.call(batch, (Long) id);
                            return BoxedUnit.UNIT;
                        },
                        (ExpressionEncoder<T>)
                                org.apache.spark.sql.catalyst.encoders.package$.MODULE$.encoderFor(
                                        rows.encoder()));
        query =
                session.streams()
                        .startQuery(
                                Option.empty(),
                                Option.apply(checkpoint.toString()),
                                dataset,
                                Map$.MODULE$.empty(),
                                sink,
                                OutputMode.Append(),
                                false,
                                true,
                                Trigger.ProcessingTime(INTERVAL_MILLIS),
                                clock,
                                Option.empty(),
                                Option.empty());
        return this;
    }

    /** Lets time go on to then, and waits for a micro-batch more. */
    void batchAt(long millis) {
        int before = output.batches().size();
        clock.setTime(millis);
        awaitBatches(before + 1);
    }

    void awaitBatches(int batches) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            query.exception()
                                    .foreach(
                                            e -> {
                                                throw new IllegalStateException(e);
                                            });
                            return output.batches().size() >= batches;
                        });
    }

    /**
     * Stops it when its last micro-batch is written down as done, and lets time go on without it.
     */
    void stopUntil(long millis) throws Exception {
        int last = output.batches().size() - 1;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(checkpoint.resolve("commits/" + last)));
        query.stop();
        clock.setTime(millis);
    }

    MemoryOutput<T> output() {
        return output;
    }

    @Override
    public void close() throws Exception {
        query.stop();
    }
}
