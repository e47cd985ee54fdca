package io.millrace.kafka.deadletter;

import static io.millrace.kafka.TestRecords.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.TestBroker;
import io.millrace.kafka.TestRecords;
import io.millrace.kafka.admin.TopicAdmin;
import io.millrace.kafka.admin.TopicOrder;
import io.millrace.kafka.client.KafkaConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters go back as they were, each once. */
class RedriveTest {

    private final KafkaConnection connection = TestBroker.shared().connection();
    private final String source = TestBroker.name("source");
    private final String topic = source + "-dlq";

    @BeforeEach
    void createTopics() {
        create(source, 2);
        create(topic, 2);
    }

    private void create(String name, int partitions) {
        try (TopicAdmin topics = new TopicAdmin(connection)) {
            topics.create(TopicOrder.of(name, partitions));
        }
    }

    private DeadLetter letter(String from, int partition, long offset, String reason) {
        return new DeadLetter(
                ("k" + offset).getBytes(StandardCharsets.UTF_8),
                ("v" + offset).getBytes(StandardCharsets.UTF_8),
                List.of(new RecordHeader("h", new byte[] {(byte) 0xff})),
                LetterContent.RECORD,
                Optional.of(new RecordOrigin(from, partition, offset, 1_000 + offset)),
                new LetterReason(reason, ""),
                LetterQuery.NONE,
                Instant.ofEpochMilli(offset));
    }

    private void send(DeadLetter... letters) {
        try (KafkaProducer<byte[], byte[]> producer = TestRecords.producer(Map.of())) {
            for (DeadLetter letter : letters) {
                producer.send(LetterEnvelope.seal(letter, topic));
            }
        }
    }

    private RedrivePlan redrive(LetterFilter filter) throws IOException {
        return new Redrive(connection, new RedriveOrder(topic, filter, Optional.empty())).run();
    }

    private static LetterFilter reason(String reason) {
        return new LetterFilter(
                Set.of(reason),
                Set.of(),
                Set.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private List<String> values() {
        return TestLetters.committed(source).stream().map(r -> text(r.value())).sorted().toList();
    }

    @Test
    void givesARecordBackAsItWasWithOneHeaderMore() throws IOException {
        send(letter(source, 1, 5, "A"));

        RedrivePlan plan = redrive(LetterFilter.ALL);

        ConsumerRecord<byte[], byte[]> record = TestLetters.committed(source).get(0);
        assertThat(plan.lines()).containsExactly(new RedriveLine(source, "A", 1));
        assertThat(record.partition()).isEqualTo(1);
        assertThat(record.timestamp()).isEqualTo(1_005);
        assertThat(text(record.key())).isEqualTo("k5");
        assertThat(text(record.value())).isEqualTo("v5");
        assertThat(record.headers().toArray())
                .containsExactly(
                        new RecordHeader("h", new byte[] {(byte) 0xff}),
                        new RecordHeader("millrace.redrives", "1".getBytes()));
    }

    @Test
    void countsHowOftenARecordWasPutBack() throws IOException {
        send(letter(source, 0, 1, "A"));
        redrive(LetterFilter.ALL);
        Header[] headers = TestLetters.committed(source).get(0).headers().toArray();
        DeadLetter again =
                new DeadLetter(
                        null,
                        "again".getBytes(),
                        List.of(headers),
                        LetterContent.RECORD,
                        Optional.of(new RecordOrigin(source, 0, 2, 3)),
                        new LetterReason("A", ""),
                        LetterQuery.NONE,
                        Instant.EPOCH);
        send(again);
        redrive(LetterFilter.ALL);

        ConsumerRecord<byte[], byte[]> last =
                TestLetters.committed(source).stream()
                        .filter(r -> text(r.value()).equals("again"))
                        .findFirst()
                        .orElseThrow();
        assertThat(last.headers().headers("millrace.redrives"))
                .containsExactly(new RecordHeader("millrace.redrives", "2".getBytes()));
    }

    @Test
    void putsEachBackOnceWhateverTheFilters() throws IOException {
        for (int i = 0; i < 20; i++) {
            send(letter(source, 0, i, i % 3 == 0 ? "A" : "B"));
        }
        assertThat(redrive(reason("A")).letters()).isEqualTo(7);
        assertThat(redrive(reason("A")).letters()).isZero();
        List<LetterSummary> between = LetterSummary.of(connection, topic, LetterFilter.ALL);
        send(letter(source, 0, 20, "A"));
        assertThat(redrive(LetterFilter.ALL).letters()).isEqualTo(14);
        assertThat(redrive(LetterFilter.ALL).letters()).isZero();

        assertThat(between)
                .extracting(
                        s -> s.reason().orElseThrow(), LetterSummary::letters, LetterSummary::open)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A", 7L, 0L),
                        org.assertj.core.groups.Tuple.tuple("B", 13L, 13L));
        List<String> all = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            all.add("v" + i);
        }
        all.sort(null);
        assertThat(values()).isEqualTo(all);
    }

    @Test
    void doesNotGoWhereOnlyTheLetterSaysSo() throws IOException {
        create("payroll-of-" + source, 1);
        send(letter(source, 0, 1, "A"), letter("payroll-of-" + source, 0, 2, "A"));

        assertThatThrownBy(() -> redrive(LetterFilter.ALL))
                .hasMessageContaining("[REDRIVE_TARGET_UNCONFIRMED]")
                .hasMessageContaining("payroll-of-" + source)
                .hasMessageContaining("--source");
        assertThat(values()).isEmpty();
        RedrivePlan elsewhere =
                new Redrive(
                                connection,
                                new RedriveOrder(topic, LetterFilter.ALL, Optional.of(source)))
                        .run();
        assertThat(elsewhere.letters()).isEqualTo(2);
        assertThat(values()).containsExactly("v1", "v2");
    }

    @Test
    void leavesWhatIsNoRecord() throws IOException {
        DeadLetter row =
                new DeadLetter(
                        null,
                        "{}".getBytes(),
                        List.of(),
                        LetterContent.ROW,
                        Optional.empty(),
                        new LetterReason("A", ""),
                        LetterQuery.NONE,
                        Instant.EPOCH);
        send(row, letter(source, 0, 1, "A"));
        TestRecords.send(new org.apache.kafka.common.TopicPartition(topic, 0), "stranger");

        RedrivePlan plan = redrive(LetterFilter.ALL);

        assertThat(plan.letters()).isEqualTo(1);
        assertThat(plan.rows()).isEqualTo(1);
        assertThat(plan.unreadable()).isEqualTo(1);
        assertThat(values()).containsExactly("v1");
    }

    @Test
    void onlyLooksWhenAskedForThePlan() throws IOException {
        send(letter(source, 0, 1, "A"));
        Redrive redrive =
                new Redrive(
                        connection, new RedriveOrder(topic, LetterFilter.ALL, Optional.empty()));

        assertThat(redrive.plan().lines()).containsExactly(new RedriveLine(source, "A", 1));
        assertThat(values()).isEmpty();
        assertThat(redrive.run().letters()).isEqualTo(1);
    }

    @Test
    void stopsWhereAnotherTakesOver() throws IOException {
        send(letter(source, 0, 1, "A"));
        RedriveTransaction older = RedriveTransaction.begin(connection, topic);
        redrive(LetterFilter.ALL);

        ConsumerRecord<byte[], byte[]> record = TestLetters.committed(topic).get(0);
        assertThatThrownBy(
                        () -> {
                            older.put(record, LetterEnvelope.open(record), source);
                            older.commit();
                        })
                .hasMessageContaining("[REDRIVE_OVERTAKEN]");
        older.close();
        assertThat(values()).containsExactly("v1");
    }
}
