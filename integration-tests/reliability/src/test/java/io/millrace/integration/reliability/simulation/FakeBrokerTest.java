package io.millrace.integration.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake broker and a real one give the same answers to the same scripts. */
class FakeBrokerTest {

    private static final String GROUP = "group";

    @TempDir static Path directory;

    private static RealCluster real;

    @BeforeAll
    static void start() {
        real = new RealCluster(directory);
    }

    @AfterAll
    static void stop() {
        real.close();
    }

    /** What is done, and what is said to it. */
    private enum Script {
        COMMIT {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> producer = play.begin("a");
                play.send(producer, "1");
                play.token(producer, 1);
                play.look();
                play.step("commit", producer::commitTransaction);
                play.look();
                play.step("commit again", producer::commitTransaction);
                producer.close();
            }
        },
        ABORT {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> producer = play.begin("a");
                play.send(producer, "1");
                play.token(producer, 1);
                play.step("abort", producer::abortTransaction);
                play.look();
                play.step("begin", producer::beginTransaction);
                play.send(producer, "2");
                play.step("commit", producer::commitTransaction);
                play.look();
                producer.close();
            }
        },
        NOTHING_WRITTEN {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> producer = play.begin("a");
                play.step("commit", producer::commitTransaction);
                play.step("begin", producer::beginTransaction);
                play.step("abort", producer::abortTransaction);
                play.step("abort again", producer::abortTransaction);
                play.look();
                producer.close();
            }
        },
        FENCED_BEFORE_SEND {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> zombie = play.begin("a");
                play.send(zombie, "1");
                Producer<byte[], byte[]> successor = play.begin("a");
                play.send(zombie, "2");
                play.step("commit", zombie::commitTransaction);
                play.send(successor, "3");
                play.step("commit", successor::commitTransaction);
                play.look();
                zombie.close();
                successor.close();
            }
        },
        FENCED_BEFORE_TOKEN {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> zombie = play.begin("a");
                play.send(zombie, "1");
                play.fence("a");
                play.token(zombie, 1);
                play.step("commit", zombie::commitTransaction);
                play.look();
                zombie.close();
            }
        },
        FENCED_BEFORE_COMMIT {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> zombie = play.begin("a");
                play.send(zombie, "1");
                play.token(zombie, 1);
                Producer<byte[], byte[]> successor = play.begin("a");
                play.look();
                play.step("commit", zombie::commitTransaction);
                play.look();
                play.send(successor, "2");
                play.token(successor, 2);
                play.step("commit", successor::commitTransaction);
                play.look();
                zombie.close();
                successor.close();
            }
        },
        FENCED_BEFORE_ABORT {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> zombie = play.begin("a");
                play.send(zombie, "1");
                play.fence("a");
                play.step("abort", zombie::abortTransaction);
                play.look();
                zombie.close();
            }
        },
        FENCED_BETWEEN_TRANSACTIONS {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> zombie = play.begin("a");
                play.send(zombie, "1");
                play.step("commit", zombie::commitTransaction);
                play.fence("a");
                play.step("begin", zombie::beginTransaction);
                play.send(zombie, "2");
                play.step("commit", zombie::commitTransaction);
                play.look();
                zombie.close();
            }
        },
        WITHOUT_INIT {
            @Override
            void play(Play play) {
                Producer<byte[], byte[]> producer = play.producer("a");
                play.step("begin", producer::beginTransaction);
                play.step("commit", producer::commitTransaction);
                producer.close();
            }
        };

        abstract void play(Play play);
    }

    /** Plays a script and writes down what comes of it. */
    private record Play(Cluster cluster, List<String> said) {

        private interface Step {
            void run() throws Exception;
        }

        Producer<byte[], byte[]> producer(String id) {
            return cluster.producer(id);
        }

        Producer<byte[], byte[]> begin(String id) {
            Producer<byte[], byte[]> producer = producer(id);
            step("init", producer::initTransactions);
            step("begin", producer::beginTransaction);
            return producer;
        }

        void fence(String id) {
            step("fence", () -> cluster.fence(id));
        }

        void send(Producer<byte[], byte[]> producer, String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            step(
                    "send",
                    () -> {
                        var sent =
                                producer.send(
                                        new ProducerRecord<>(cluster.topic(), 0, null, bytes));
                        producer.flush();
                        sent.get();
                    });
        }

        @SuppressWarnings("removal")
        void token(Producer<byte[], byte[]> producer, long offset) {
            TopicPartition place = new TopicPartition(cluster.topic(), 0);
            step(
                    "token",
                    () ->
                            producer.sendOffsetsToTransaction(
                                    Map.of(place, new OffsetAndMetadata(offset, "token")),
                                    new ConsumerGroupMetadata(group())));
        }

        private String group() {
            return GROUP + cluster.topic();
        }

        void look() {
            said.add("visible " + cluster.committed());
            said.add(
                    "offset "
                            + cluster.offsets(group()).values().stream()
                                    .map(OffsetAndMetadata::offset)
                                    .toList());
        }

        void step(String name, Step step) {
            try {
                step.run();
                said.add(name);
            } catch (Exception e) {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                said.add(name + ": " + root.getClass().getSimpleName());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAsARealOne(Script script) {
        real.createTopic();
        Play inReality = new Play(real, new ArrayList<>());
        Play inMemory = new Play(new InMemoryCluster(), new ArrayList<>());

        script.play(inReality);
        script.play(inMemory);

        assertThat(inMemory.said()).isEqualTo(inReality.said());
    }
}
