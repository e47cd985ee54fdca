package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.junit.jupiter.api.Test;

/** Records that were to be read and are gone: loud by default, passed over only on request. */
class DataLossTest {

    private static Dataset<Row> failing(TestTopic topic) {
        return reader(topic).load().selectExpr("cast(value as string)");
    }

    private static Dataset<Row> forgiving(TestTopic topic) {
        return reader(topic)
                .option("failOnDataLoss", "false")
                .load()
                .selectExpr("cast(value as string)");
    }

    private static DataStreamReader reader(TestTopic topic) {
        return LocalStack.session()
                .readStream()
                .format("millrace")
                .option("subscribe", topic.name())
                .option("startingOffsets", "earliest");
    }

    /**
     * @faults C18
     */
    @Test
    void saysThatATopicWasCreatedAgainWithItsNameAndBothIds() throws Exception {
        TestTopic topic = TestTopic.create("recreated", 1).send("a", "b");
        StreamCheck check = new StreamCheck();
        check.run(failing(topic));
        String oldId = topic.id();
        topic.delete();
        topic.createAgain(1);
        topic.send("c", "d", "e");

        assertThatThrownBy(() -> check.run(failing(topic)))
                .hasMessageContaining("TOPIC_RECREATED")
                .hasMessageContaining("'" + topic.name() + "'")
                .hasMessageContaining(oldId)
                .hasMessageContaining(topic.id());
        assertThat(check.run(forgiving(topic))).containsExactly("[c]", "[d]", "[e]");
        topic.send("f");
        assertThat(check.run(failing(topic))).containsExactly("[f]");
    }

    /**
     * @faults C17
     */
    @Test
    void saysThatATopicWasCreatedAgainAndIsShorter() throws Exception {
        TestTopic topic = TestTopic.create("shorter", 1).send("a", "b", "c");
        StreamCheck check = new StreamCheck();
        check.run(failing(topic));
        topic.delete();
        topic.createAgain(1);
        topic.send("d");

        assertThatThrownBy(() -> check.run(failing(topic)))
                .hasMessageContaining("TOPIC_RECREATED")
                .hasMessageContaining("'" + topic.name() + "'");
        assertThat(check.run(forgiving(topic))).containsExactly("[d]");
    }

    /**
     * @faults C16
     */
    @Test
    void saysThatATopicIsGone() throws Exception {
        TestTopic topic = TestTopic.create("gone", 1).send("a");
        StreamCheck check = new StreamCheck();
        check.run(failing(topic));
        topic.delete();

        assertThatThrownBy(() -> check.run(failing(topic)))
                .hasMessageContaining("TOPIC_DELETED")
                .hasMessageContaining("'" + topic.name() + "'");
    }

    /**
     * @faults C14
     */
    @Test
    void saysWhichOffsetsExpired() throws Exception {
        TestTopic topic = TestTopic.create("expired", 1).send("a", "b");
        StreamCheck check = new StreamCheck();
        check.run(failing(topic));
        topic.send("c", "d", "e");
        topic.deleteBefore(0, 4);

        assertThatThrownBy(() -> check.run(failing(topic)))
                .hasMessageContaining("RECORDS_EXPIRED")
                .hasMessageContaining(topic.name() + "-0")
                .hasMessageContaining("[2, 4)")
                .hasMessageContaining("retention.ms");
        assertThat(check.run(forgiving(topic))).containsExactly("[e]");
    }

    @Test
    void missesWhatANewTopicHeldWhenItsFirstBatchWasPlanned() throws Exception {
        TestTopic old = TestTopic.create("planned", 1).send("a");
        StreamCheck check = new StreamCheck();
        String pattern = old.name() + ".*";
        check.run(matching(pattern));
        TestTopic added = TestTopic.create(old.name() + "-added", 1).send("b", "c", "d");
        assertThatThrownBy(() -> check.run(matching(pattern).selectExpr("raise_error(value)")))
                .hasMessageContaining("b");
        added.deleteBefore(0, 2);

        assertThatThrownBy(() -> check.run(matching(pattern)))
                .hasMessageContaining("RECORDS_EXPIRED")
                .hasMessageContaining(added.name() + "-0")
                .hasMessageContaining("[0, 2)");
    }

    /**
     * @faults C20
     */
    @Test
    void readsATopicThatAppearsAndSaysThatOneHasVanished() throws Exception {
        String prefix = LocalStack.newName("appearing");
        TestTopic first = TestTopic.create(prefix + "-first", 1).send("a");
        StreamCheck check = new StreamCheck();
        assertThat(check.run(matching(prefix + "-.*"))).containsExactly("[a]");

        TestTopic added = TestTopic.create(prefix + "-added", 2).send("b", "c");
        first.send("d");
        assertThat(check.run(matching(prefix + "-.*"))).containsExactly("[b]", "[c]", "[d]");

        added.delete();
        first.send("e");
        assertThatThrownBy(() -> check.run(matching(prefix + "-.*")))
                .hasMessageContaining("TOPIC_DELETED")
                .hasMessageContaining("'" + added.name() + "'");
        assertThat(check.run(matching(prefix + "-.*", "failOnDataLoss", "false")))
                .containsExactly("[e]");
    }

    private static Dataset<Row> matching(String pattern, String... more) {
        DataStreamReader reader =
                LocalStack.session()
                        .readStream()
                        .format("millrace")
                        .option("subscribePattern", pattern)
                        .option("startingOffsets", "earliest");
        for (int i = 0; i < more.length; i += 2) {
            reader.option(more[i], more[i + 1]);
        }
        return reader.load().selectExpr("cast(value as string) value");
    }

    @Test
    void refusesOffsetsOfALaterVersionAndDamagedOnes() {
        assertThatThrownBy(() -> MillraceOffset.parse("{\"version\":3,\"topics\":{}}"))
                .hasMessageContaining("OFFSETS_UNREADABLE")
                .hasMessageContaining("version 3")
                .hasMessageContaining("reads versions up to 2");
        assertThatThrownBy(() -> MillraceOffset.parse("{\"clicks\":{\"0\":5}}"))
                .hasMessageContaining("no version");
        assertThatThrownBy(() -> MillraceOffset.parse("{\"version\":1,\"top"))
                .hasMessageContaining("damaged");
        assertThatThrownBy(
                        () ->
                                MillraceOffset.parse(
                                        "{\"version\":1,\"topics\":{\"t\":{\"next\":{\"0\":1}}}}"))
                .hasMessageContaining("'id' is missing");
    }
}
