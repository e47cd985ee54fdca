package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.local.RunningBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKillTest {

    private static final int ENOUGH = 5_000;

    @TempDir Path directory;

    @Test
    void losesNothingAcknowledgedWhenKilledInTheMiddleOfWriting() throws Exception {
        List<String> acknowledged = Collections.synchronizedList(new Vector<>());
        long sent;
        try (BrokerProcess process = new BrokerProcess(directory)) {
            KafkaConnection connection = RunningBroker.find(directory).orElseThrow().connection();
            Client client = new Client(connection);
            client.createTopic("clicks");
            client.commit("readers", "clicks", 1_234);
            sent = writeUntilKilled(client, process, acknowledged);
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
        assertThat(directory.resolve("broker.json")).exists();
        assertThat(RunningBroker.find(directory)).isEmpty();

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            Client client = new Client(broker.connection());
            List<String> kept = client.read("clicks");
            Set<String> promised = new HashSet<>(acknowledged);

            assertThat(kept.stream().filter(promised::contains).toList()).isEqualTo(acknowledged);
            assertThat(kept)
                    .isEqualTo(LongStream.range(0, kept.size()).mapToObj(i -> "v" + i).toList())
                    .hasSizeLessThanOrEqualTo((int) sent);
            assertThat(client.committed("readers", "clicks")).isEqualTo(1_234);
            client.write("clicks", List.of("after"));
            assertThat(client.read("clicks")).hasSize(kept.size() + 1).endsWith("after");
        }
    }

    @Test
    void isReadyAgainInSecondsAfterAKill() throws Exception {
        try (BrokerProcess process = new BrokerProcess(directory)) {
            process.kill();
        }
        long start = System.nanoTime();
        EmbeddedBroker.start(directory).close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void keepsASecondBrokerOutUntilItIsKilled() throws Exception {
        try (BrokerProcess process = new BrokerProcess(directory)) {
            assertThat(RunningBroker.find(directory).orElseThrow().pid()).isEqualTo(process.pid());
            assertThatThrownBy(() -> EmbeddedBroker.start(directory))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage(
                            "[DATA_DIRECTORY_IN_USE] Cannot start a broker in '"
                                    + directory.toRealPath()
                                    + "': process "
                                    + process.pid()
                                    + " runs a broker there. Use that broker, stop it, or choose"
                                    + " another data directory.");
            Client client = new Client(RunningBroker.find(directory).orElseThrow().connection());
            client.createTopic("still-served");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            assertThat(RunningBroker.find(directory).orElseThrow().bootstrapServers())
                    .isEqualTo(broker.bootstrapServers());
        }
    }

    /** Sends without a pause; the kill comes while records are on their way. */
    private static long writeUntilKilled(
            Client client, BrokerProcess process, List<String> acknowledged) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        long[] sent = {0};
        KafkaProducer<String, String> producer =
                client.producer(Map.of("linger.ms", "0", "max.block.ms", "1000"));
        Thread writer =
                new Thread(
                        () -> {
                            while (!killed.get()) {
                                String value = "v" + sent[0]++;
                                producer.send(
                                        new ProducerRecord<>("clicks", 0, null, value),
                                        (metadata, failure) -> {
                                            if (failure == null) {
                                                acknowledged.add(value);
                                            }
                                        });
                            }
                        });
        writer.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ENOUGH);
        process.kill();
        killed.set(true);
        writer.join();
        producer.close(Duration.ZERO);
        return sent[0];
    }
}
