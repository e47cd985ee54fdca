package io.millrace.example.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class LinesToCassandraTest extends StoreContract {

    private static final int PORT = ForkedServer.freePort();
    private static final String ADDRESS = "127.0.0.1:" + PORT;
    private static ForkedServer server;

    @BeforeAll
    static void startServer() {
        server = CassandraServer.start(PORT);
        session()
                .execute(
                        "CREATE KEYSPACE store WITH replication ="
                                + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session().execute(LinesToCassandra.LINES);
        session().execute(LinesToCassandra.WORDS);
    }

    @AfterAll
    static void stopServer() {
        session().close();
        server.close();
    }

    private static CqlSession session() {
        return LinesToCassandra.session(ADDRESS);
    }

    @Override
    Class<?> program() {
        return LinesToCassandra.class;
    }

    @Override
    Class<?> query() {
        return LinesToCassandraQuery.class;
    }

    @Override
    String address() {
        return ADDRESS;
    }

    @Override
    void store(JavaStreamingContext context, String brokers, String topic) {
        JavaDStream<ConsumerRecord<String, String>> lines =
                LineStreams.lines(context, brokers, topic);
        LinesToCassandra.storeLines(lines, ADDRESS);
        LinesToCassandra.storeTotals(lines, ADDRESS);
    }

    @Override
    void clear() {
        session().execute("TRUNCATE store.lines");
        session().execute("TRUNCATE store.words");
    }

    @Override
    Map<String, String> lines(String topic) {
        Map<String, String> lines = new TreeMap<>();
        for (Row row : session().execute("SELECT topic, part, position, line FROM store.lines")) {
            if (topic.equals(row.getString("topic"))) {
                lines.put(
                        row.getInt("part") + "/" + row.getLong("position"), row.getString("line"));
            }
        }
        return lines;
    }

    @Override
    Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        for (Row row : session().execute("SELECT word, total FROM store.words")) {
            totals.put(row.getString("word"), row.getLong("total"));
        }
        return totals;
    }
}
