package io.millrace.example.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.BufferedMutator;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Stores the lines of a topic in the table {@code lines} of HBase, each under its place in the
 * topic, or the totals of their words in the table {@code words}, each under its word. Both have a
 * family {@code f}. A batch that is repeated writes the same rows.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint, host and port of
 * ZooKeeper, {@code lines} or {@code totals}.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class LinesToHBase {

    private static final byte[] FAMILY = Bytes.toBytes("f");
    private static final byte[] LINE = Bytes.toBytes("line");
    private static final byte[] TOTAL = Bytes.toBytes("total");

    /** One for each server in each process, for ever: connections are costly and thread-safe. */
    private static final Map<String, Connection> CONNECTIONS = new ConcurrentHashMap<>();

    private LinesToHBase() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2],
                        () -> {
                            JavaStreamingContext created =
                                    LineStreams.newContext("lines-to-hbase", arguments[2]);
                            JavaDStream<ConsumerRecord<String, String>> lines =
                                    LineStreams.lines(created, arguments[0], arguments[1]);
                            if (arguments[4].equals("lines")) {
                                storeLines(lines, arguments[3]);
                            } else {
                                storeTotals(lines, arguments[3]);
                            }
                            return created;
                        });
        context.start();
        context.awaitTermination();
    }

    static void storeLines(JavaDStream<ConsumerRecord<String, String>> lines, String zooKeeper) {
        lines.foreachRDD(
                rdd ->
                        rdd.foreachPartition(
                                records -> {
                                    try (BufferedMutator table = table(zooKeeper, "lines")) {
                                        while (records.hasNext()) {
                                            table.mutate(row(records.next()));
                                        }
                                    }
                                }));
    }

    private static Put row(ConsumerRecord<String, String> record) {
        return line(record.topic(), record.partition(), record.offset(), record.value());
    }

    /** The same row for the same record, whichever batch it comes in. */
    static Put line(String topic, int partition, long offset, String line) {
        String key = String.format(Locale.ROOT, "%s/%05d/%019d", topic, partition, offset);
        return new Put(Bytes.toBytes(key)).addColumn(FAMILY, LINE, Bytes.toBytes(line));
    }

    static void storeTotals(JavaDStream<ConsumerRecord<String, String>> lines, String zooKeeper) {
        LineStreams.totals(lines)
                .foreachRDD(
                        (rdd, time) -> {
                            long batch = time.milliseconds();
                            rdd.foreachPartition(
                                    totals -> {
                                        try (BufferedMutator table = table(zooKeeper, "words")) {
                                            while (totals.hasNext()) {
                                                Tuple2<String, Long> total = totals.next();
                                                table.mutate(total(total._1(), total._2(), batch));
                                            }
                                        }
                                    });
                        });
    }

    /** Not a sum to add to, but the sum: in the order of batches, so that the last one stays. */
    static Put total(String word, long total, long batch) {
        return new Put(Bytes.toBytes(word)).addColumn(FAMILY, TOTAL, batch, Bytes.toBytes(total));
    }

    static BufferedMutator table(String zooKeeper, String name) throws IOException {
        return connection(zooKeeper).getBufferedMutator(TableName.valueOf(name));
    }

    static Connection connection(String zooKeeper) {
        return CONNECTIONS.computeIfAbsent(zooKeeper, LinesToHBase::connect);
    }

    private static Connection connect(String zooKeeper) {
        Configuration configuration = HBaseConfiguration.create();
        configuration.set("hbase.zookeeper.quorum", zooKeeper);
        try {
            return ConnectionFactory.createConnection(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
