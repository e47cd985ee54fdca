package io.millrace.spark.testing;

import io.millrace.common.PublicApi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows in the memory of the driver as a stream, for tests: Spark's {@code MemoryStream} without the
 * implicits of Scala. What is added between two micro-batches is read by the next one. A query that
 * is started again over the same checkpoint goes on where it stopped, as long as it reads the same
 * object, in the same process. Thread-safe.
 */
@PublicApi
public final class MemoryInput<T> {

    private static final AtomicInteger IDS = new AtomicInteger();

    private final MemoryStream<T> stream;

    private MemoryInput(MemoryStream<T> stream) {
        this.stream = stream;
    }

    /**
     * A stream without rows.
     *
     * @param partitions how many tasks read each micro-batch; rows are dealt to them in turn
     */
    public static <T> MemoryInput<T> of(SparkSession session, int partitions, Encoder<T> encoder) {
        return new MemoryInput<>(
                new MemoryStream<>(
                        IDS.getAndIncrement(), session, Option.apply(partitions), encoder));
    }

    /** Adds rows, all of them to the same micro-batch. */
    @SafeVarargs
    public final MemoryInput<T> add(T... rows) {
        List<T> list = new ArrayList<>();
        for (T row : rows) {
            list.add(row);
        }
        return add(list);
    }

    /** Adds rows, all of them to the same micro-batch. */
    public MemoryInput<T> add(List<T> rows) {
        // It serializes outside its own lock, all with one serializer.
        synchronized (stream) {
            stream.addData(CollectionConverters.asScala(rows));
        }
        return this;
    }

    /** The stream. */
    public Dataset<T> toDataset() {
        return stream.toDS();
    }
}
