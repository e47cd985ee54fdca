package io.millrace.example.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/**
 * Stores the lines of a topic in the table {@code store.lines} of Cassandra, each under its place
 * in the topic, or the totals of their words in the table {@code store.words}, each under its word.
 * A batch that is repeated writes the same rows.
 *
 * <p>Arguments: the bootstrap servers, the topic, a directory for the checkpoint, host and port of
 * Cassandra, {@code lines} or {@code totals}.
 */
@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
public final class LinesToCassandra {

    static final String LINES =
            "CREATE TABLE IF NOT EXISTS store.lines"
                    + " (topic text, part int, position bigint, line text,"
                    + " PRIMARY KEY ((topic, part), position))";
    static final String WORDS =
            "CREATE TABLE IF NOT EXISTS store.words (word text PRIMARY KEY, total bigint)";

    static final String INSERT_LINE =
            "INSERT INTO store.lines (topic, part, position, line) VALUES (?, ?, ?, ?)";
    static final String INSERT_TOTAL =
            "INSERT INTO store.words (word, total) VALUES (?, ?) USING TIMESTAMP ?";

    private static final int AT_ONCE = 256;

    /** One for each server in each process, for ever: sessions are costly and thread-safe. */
    private static final Map<String, CqlSession> SESSIONS = new ConcurrentHashMap<>();

    private LinesToCassandra() {}

    public static void main(String[] arguments) throws InterruptedException {
        JavaStreamingContext context =
                JavaStreamingContext.getOrCreate(
                        arguments[2],
                        () -> {
                            JavaStreamingContext created =
                                    LineStreams.newContext("lines-to-cassandra", arguments[2]);
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

    /** The same row for the same record, whichever batch it comes in. */
    static void storeLines(JavaDStream<ConsumerRecord<String, String>> lines, String server) {
        lines.foreachRDD(
                rdd ->
                        rdd.foreachPartition(
                                records ->
                                        insertAll(
                                                session(server),
                                                INSERT_LINE,
                                                records,
                                                record ->
                                                        new Object[] {
                                                            record.topic(),
                                                            record.partition(),
                                                            record.offset(),
                                                            record.value()
                                                        })));
    }

    /** Not a counter to add to, but the sum: with the time of the batch, so that the last stays. */
    static void storeTotals(JavaDStream<ConsumerRecord<String, String>> lines, String server) {
        LineStreams.totals(lines)
                .foreachRDD(
                        (rdd, time) -> {
                            long micros = TimeUnit.MILLISECONDS.toMicros(time.milliseconds());
                            rdd.foreachPartition(
                                    totals ->
                                            insertAll(
                                                    session(server),
                                                    INSERT_TOTAL,
                                                    totals,
                                                    total ->
                                                            new Object[] {
                                                                total._1(), total._2(), micros
                                                            }));
                        });
    }

    /** Returns when all are stored. */
    static <T> void insertAll(
            CqlSession session, String insert, Iterator<T> all, Function<T, Object[]> values) {
        PreparedStatement statement =
                session.prepare(SimpleStatement.newInstance(insert).setIdempotent(true));
        List<CompletionStage<AsyncResultSet>> sent = new ArrayList<>();
        while (all.hasNext()) {
            sent.add(session.executeAsync(statement.bind(values.apply(all.next()))));
            if (sent.size() == AT_ONCE) {
                await(sent);
            }
        }
        await(sent);
    }

    private static void await(List<CompletionStage<AsyncResultSet>> sent) {
        sent.forEach(each -> each.toCompletableFuture().join());
        sent.clear();
    }

    static CqlSession session(String server) {
        return SESSIONS.computeIfAbsent(server, LinesToCassandra::connect);
    }

    private static CqlSession connect(String server) {
        int colon = server.lastIndexOf(':');
        return CqlSession.builder()
                .addContactPoint(
                        new InetSocketAddress(
                                server.substring(0, colon),
                                Integer.parseInt(server.substring(colon + 1))))
                .withLocalDatacenter("datacenter1")
                .build();
    }
}
