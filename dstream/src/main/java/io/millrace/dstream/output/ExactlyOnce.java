package io.millrace.dstream.output;

import io.millrace.common.PublicApi;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.streaming.api.java.JavaDStream;

/**
 * Writes DStreams so that each element of each batch is in the output once, through crashes of
 * driver and executors.
 *
 * <p><b>What it takes.</b> A streaming context with a checkpoint, started with {@code getOrCreate};
 * sources that give the same records when a batch is repeated: a direct stream of Kafka, files, or
 * receivers with the write-ahead log; transformations that give the same elements in the same
 * partitions for the same records. What can be seen to be otherwise is refused: receivers without
 * the log, queues, several batches at once, partitions that depend on the order of a shuffle.
 *
 * <p><b>How.</b> A batch is written when a checkpoint holds it, and only after the batch before it.
 * Each partition is written in one transaction with a token: the number of the batch and how its
 * elements were dealt to partitions. A partition that finds its token when the batch is repeated
 * writes nothing. A driver that was taken for dead and comes back is fenced. After a batch has
 * failed no later one is written until the context is started again.
 */
@PublicApi
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class ExactlyOnce {

    private ExactlyOnce() {}

    /**
     * Writes to Kafka, for readers with {@code isolation.level=read_committed}.
     *
     * @param records makes a record of an element, in the task; the same one each time
     * @throws io.millrace.common.error.MillraceException if it can be seen that this stream cannot
     *     be written exactly once. The cluster is looked at with the first batch
     */
    public static <T> void toKafka(
            JavaDStream<T> stream,
            KafkaOutput output,
            Function<T, ProducerRecord<byte[], byte[]>> records) {
        Replayable.require(stream.dstream(), output.name());
        stream.foreachRDD(
                new OrderedOutput<>(
                        output.name(),
                        stream.dstream().slideDuration().milliseconds(),
                        new KafkaSink<>(output, records)));
    }

    /**
     * Writes to a table of a database, by appending rows or by replacing those with the same key.
     *
     * @param rows makes a row of an element, with the columns of the output; in the task
     * @throws io.millrace.common.error.MillraceException if it can be seen that this stream cannot
     *     be written exactly once. The table is looked at with the first batch
     */
    public static <T> void toJdbc(JavaDStream<T> stream, JdbcOutput output, Function<T, Row> rows) {
        Replayable.require(stream.dstream(), output.name());
        stream.foreachRDD(
                new OrderedOutput<>(
                        output.name(),
                        stream.dstream().slideDuration().milliseconds(),
                        new JdbcSink<>(output, rows)));
    }
}
