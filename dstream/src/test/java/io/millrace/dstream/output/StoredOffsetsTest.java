package io.millrace.dstream.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dstream.ConsumerStrategies;
import io.millrace.dstream.HasOffsetRanges;
import io.millrace.dstream.LocationStrategies;
import io.millrace.dstream.ManualStreaming;
import io.millrace.dstream.MillraceStreams;
import io.millrace.dstream.OffsetRange;
import io.millrace.dstream.Params;
import io.millrace.dstream.output.StoredOffsets.Advance;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // what Spark calls all of its classic streaming API
class StoredOffsetsTest {

    private final TestDatabase database = TestDatabase.shared();
    private final StoredOffsets offsets =
            new StoredOffsets("stream_offsets", LocalStack.newName("stream"));

    @Test
    void storesWhatFollowsOnAndTellsWhatIsRepeated() throws SQLException {
        List<OffsetRange> first = List.of(range(0, 0, 10), range(1, 5, 7));
        List<OffsetRange> second = List.of(range(0, 10, 12), range(1, 7, 7));
        try (Connection connection = connect()) {
            offsets.create(connection);
            assertThat(offsets.read(connection)).isEmpty();
            assertThat(offsets.advance(connection, first)).isEqualTo(Advance.STORED);
            connection.commit();
            assertThat(offsets.advance(connection, first)).isEqualTo(Advance.REPEATED);
            assertThat(offsets.advance(connection, second)).isEqualTo(Advance.STORED);
            connection.rollback();
            assertThat(offsets.read(connection))
                    .isEqualTo(
                            Map.of(
                                    new TopicPartition("t", 0), 10L,
                                    new TopicPartition("t", 1), 7L));
            assertThat(offsets.advance(connection, second)).isEqualTo(Advance.STORED);
            connection.commit();
            assertThat(offsets.advance(connection, second)).isEqualTo(Advance.REPEATED);
            assertThatThrownBy(() -> offsets.advance(connection, List.of(range(0, 11, 20))))
                    .hasMessageContaining("OFFSETS_NOT_CONTIGUOUS");
            assertThatThrownBy(() -> offsets.advance(connection, List.of(range(0, 13, 20))))
                    .hasMessageContaining("the database has 12");
        }
    }

    @Test
    void beginsWhereTheResultsEnd() throws SQLException {
        TestTopic topic = TestTopic.create("stored", 2);
        String table = LocalStack.newName("results").replace('-', '_');
        database.run("CREATE TABLE " + table + " (word text)");
        try (Connection connection = connect()) {
            offsets.create(connection);
            connection.commit();
        }
        topic.send("a", "b", "c");
        for (int run = 0; run < 2; run++) {
            try (ManualStreaming streaming =
                    ManualStreaming.start(context -> store(context, topic.name(), table))) {
                streaming.batch();
                topic.send("d" + run);
                streaming.batch();
            }
            topic.send("e" + run);
        }

        assertThat(database.rows("SELECT word FROM " + table))
                .containsExactly("a", "b", "c", "d0", "d1", "e0");
    }

    /** The recipe of the guide: results and offsets in one transaction, no checkpoint. */
    private void store(JavaStreamingContext context, String topic, String table) {
        Map<TopicPartition, Long> from;
        try (Connection connection = connect()) {
            from = offsets.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        MillraceStreams.createDirectStream(
                        context,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(
                                List.of(topic), Params.text("stored"), from))
                .foreachRDD(
                        rdd -> {
                            List<OffsetRange> ranges =
                                    List.of(((HasOffsetRanges) rdd.rdd()).offsetRanges());
                            List<String> words = rdd.map(record -> record.value()).collect();
                            try (Connection connection = connect()) {
                                if (offsets.advance(connection, ranges) == Advance.STORED) {
                                    insert(connection, table, words);
                                }
                                connection.commit();
                            }
                        });
    }

    private static void insert(Connection connection, String table, List<String> words)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (?)")) {
            for (String word : words) {
                statement.setString(1, word);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static OffsetRange range(int partition, long from, long until) {
        return OffsetRange.create("t", partition, from, until);
    }
}
