package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaError;
import io.millrace.kafka.plan.DataLoss;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** RDDs of ranges that the user names. */
class DirectRddTest {

    private final JavaSparkContext spark =
            JavaSparkContext.fromSparkContext(LocalStack.session().sparkContext());
    private final TestTopic topic = TestTopic.create("rdd", 2);

    @Test
    void readsTheRangesInTheirOrder() {
        send();
        JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(1, 0, 1), range(0, 1, 3));

        assertThat(rdd.map(ConsumerRecord::value).glom().collect())
                .containsExactly(List.of("x"), List.of("b", "c"));
        assertThat(((HasOffsetRanges) rdd.rdd()).offsetRanges())
                .containsExactly(range(1, 0, 1), range(0, 1, 3));
    }

    @Test
    void handsRecordsOverWhole() {
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(topic.name(), 0, 1_234L, bytes("k"), bytes("v"));
        sent.headers().add("h", bytes("1")).add("h", null);
        topic.sendAll(List.of(sent));

        ConsumerRecord<String, String> record = rdd(range(0, 0, 1)).collect().get(0);

        assertThat(record.topic()).isEqualTo(topic.name());
        assertThat(record.offset()).isZero();
        assertThat(record.timestamp()).isEqualTo(1_234);
        assertThat(record.key()).isEqualTo("k");
        assertThat(record.value()).isEqualTo("v");
        assertThat(record.serializedKeySize()).isEqualTo(1);
        assertThat(record.headers().toArray()).extracting(h -> h.key()).containsExactly("h", "h");
        assertThat(record.headers().toArray()[0].value()).isEqualTo(bytes("1"));
        assertThat(record.headers().toArray()[1].value()).isNull();
    }

    @Test
    void readsNullKeysAndValues() {
        topic.sendAll(List.of(topic.record(0, null)));

        ConsumerRecord<String, String> record = rdd(range(0, 0, 1)).collect().get(0);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
    }

    @Test
    void countsAndTakes() {
        send();
        JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(1, 0, 0), range(0, 0, 3));

        assertThat(rdd.count()).isEqualTo(3);
        assertThat(rdd.take(2)).extracting(ConsumerRecord::value).containsExactly("a", "b");
        assertThat(rdd.first().value()).isEqualTo("a");
        assertThat(rdd.isEmpty()).isFalse();
    }

    @Test
    void knowsWithoutAJobThatThereIsNothing() {
        JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(1, 0, 0), range(0, 0, 0));

        assertThat(rdd.isEmpty()).isTrue();
        assertThat(rdd.count()).isZero();
        assertThat(rdd.take(5)).isEmpty();
    }

    /** Offsets are no records: of four offsets two are markers. */
    @Test
    void countsRecordsNotOffsets() {
        for (String value : List.of("a", "b")) {
            try (var producer =
                    topic.producer(Map.of("transactional.id", LocalStack.newName("tx")))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(topic.record(0, value));
                producer.commitTransaction();
            }
        }
        assertThat(rdd(range(0, 0, 4)).count()).isEqualTo(2);
    }

    @Test
    void isKeptOnceItIsCounted() {
        send();
        JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(1, 0, 0), range(0, 0, 3)).cache();

        assertThat(rdd.count()).isEqualTo(3);
        topic.deleteBefore(0, 3);

        assertThat(rdd.map(ConsumerRecord::value).collect()).containsExactly("a", "b", "c");
        assertThat(rdd.take(1)).extracting(ConsumerRecord::value).containsExactly("a");
        rdd.unpersist();
    }

    @Test
    void isCheckpointedOnceItIsCounted() {
        send();
        spark.setCheckpointDir(LocalStack.newDirectory("checkpoints").toString());
        JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(1, 0, 0), range(0, 0, 3));
        rdd.checkpoint();

        assertThat(rdd.count()).isEqualTo(3);
        assertThat(rdd.isCheckpointed()).isTrue();
        assertThat(rdd.count()).isEqualTo(3);
    }

    /** The end of what is committed is not the end of what is there. */
    @Test
    void waitsForATransactionInsteadOfMissingItsRecords() {
        try (var producer = topic.producer(Map.of("transactional.id", LocalStack.newName("tx")))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(topic.record(0, "a"));
            producer.flush();
            JavaRDD<ConsumerRecord<String, String>> rdd = rdd(range(0, 0, 1));
            assertCode(() -> rdd(range(0, 0, 2)), DataLoss.LOG_TRUNCATED);
            producer.commitTransaction();
            assertThat(rdd.map(ConsumerRecord::value).collect()).containsExactly("a");
        }
    }

    @Test
    void keepsWhatADeserializerMadeOfTheBytes() {
        send();
        JavaRDD<ConsumerRecord<String, java.nio.ByteBuffer>> rdd =
                KafkaUtils.createRDD(
                        spark,
                        Params.text("g", "value.deserializer", ByteBufferDeserializer.class),
                        new OffsetRange[] {range(0, 0, 3)},
                        LocationStrategies.PreferConsistent());

        assertThat(rdd.map(r -> StandardCharsets.UTF_8.decode(r.value()).toString()).collect())
                .containsExactly("a", "b", "c");
    }

    @Test
    void prefersTheHostsThatAreFixed() {
        send();
        JavaRDD<ConsumerRecord<String, String>> rdd =
                KafkaUtils.createRDD(
                        spark,
                        Params.text("g"),
                        new OffsetRange[] {range(0, 0, 3), range(1, 0, 1)},
                        LocationStrategies.PreferFixed(Map.of(topic.partition(1), "far")));

        assertThat(locations(rdd, 0)).isEmpty();
        assertThat(locations(rdd, 1)).containsExactly("far");
    }

    private static List<String> locations(JavaRDD<?> rdd, int partition) {
        return CollectionConverters.asJava(
                rdd.rdd().preferredLocations(rdd.rdd().partitions()[partition]));
    }

    @Test
    void namesTheRecordThatCannotBeDeserialized() {
        send();
        JavaRDD<ConsumerRecord<String, Long>> rdd =
                KafkaUtils.createRDD(
                        spark,
                        Params.text("g", "value.deserializer", LongDeserializer.class.getName()),
                        new OffsetRange[] {range(0, 1, 2)},
                        LocationStrategies.PreferConsistent());

        assertThatThrownBy(rdd::collect)
                .hasMessageContaining("DESERIALIZATION_FAILED")
                .hasMessageContaining(
                        "value of the record at offset 1 of partition " + topic.name() + "-0");
    }

    @Test
    void refusesRangesThatAreNotThere() {
        send();
        assertCode(() -> rdd(range(0, 0, 4)), DataLoss.LOG_TRUNCATED);
        assertCode(() -> rdd(range(0, 2, 1)), DStreamError.RANGE_INVALID);
        assertCode(() -> rdd(range(2, 0, 1)), KafkaError.PARTITION_NOT_FOUND);
        topic.deleteBefore(0, 2);
        assertCode(() -> rdd(range(0, 1, 3)), DataLoss.RECORDS_EXPIRED);
    }

    private static void assertCode(ThrowingCallable action, ErrorCode code) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Partition 0 has a, b, c; partition 1 has x. */
    private void send() {
        topic.sendTo(0, "a", "b", "c");
        topic.sendTo(1, "x");
    }

    private JavaRDD<ConsumerRecord<String, String>> rdd(OffsetRange... ranges) {
        return KafkaUtils.createRDD(
                spark, Params.text("g"), ranges, LocationStrategies.PreferConsistent());
    }

    private OffsetRange range(int partition, long from, long until) {
        return OffsetRange.create(topic.name(), partition, from, until);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
