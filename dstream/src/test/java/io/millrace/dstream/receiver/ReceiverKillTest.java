package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.ChildJava;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.Test;

/**
 * The process of a stream that is received is killed in the middle; the next one starts from the
 * checkpoint and has lost nothing.
 */
@SuppressWarnings("deprecation")
class ReceiverKillTest {

    private static final int KILLS = 2;
    private static final int MORE = 1_500;

    private final Path directory = ReceiverStack.newDirectory("kill");
    private final Path output = directory.resolve("output");
    private int starts;

    @Test
    void noRecordIsLostWhenTheDriverIsKilled() throws Exception {
        Files.createDirectory(output);
        String topic = ReceiverStack.newTopic("kill", 3);
        AtomicInteger sent = new AtomicInteger();
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        try (KafkaProducer<String, String> producer = ReceiverStack.producer()) {
            sender.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            String number = Integer.toString(sent.getAndIncrement());
                            producer.send(new ProducerRecord<>(topic, number, number));
                        }
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = received().size();
                Process process = start(topic);
                try {
                    await().atMost(Duration.ofSeconds(90))
                            .until(() -> received().size() >= before + MORE);
                } finally {
                    process.destroyForcibly();
                    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                }
            }
            sender.shutdown();
            assertThat(sender.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            producer.flush();
        } finally {
            sender.shutdownNow();
        }

        TreeSet<Integer> expected = new TreeSet<>(IntStream.range(0, sent.get()).boxed().toList());
        Process process = start(topic);
        try {
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(
                            () -> {
                                TreeSet<Integer> missing = new TreeSet<>(expected);
                                missing.removeAll(new TreeSet<>(received()));
                                assertThat(missing).isEmpty();
                            });
            assertThat(new TreeSet<>(received())).isEqualTo(expected);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the batches have written that are done. */
    private List<Integer> received() {
        List<Integer> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".part")).toList()) {
                Files.readAllLines(file).forEach(line -> all.add(Integer.valueOf(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private Process start(String topic) throws IOException {
        return ChildJava.start(
                List.of("-Xmx512m"),
                Driver.class,
                List.of(
                        ReceiverStack.connection().bootstrapServers(),
                        topic,
                        directory.resolve("checkpoint").toString(),
                        output.toString()),
                directory.resolve("driver-" + starts++ + ".log"));
    }

    /** Writes each batch to a file that is named after its time. */
    static final class Driver {

        public static void main(String[] arguments) throws Exception {
            JavaStreamingContext context =
                    JavaStreamingContext.getOrCreate(arguments[2], () -> create(arguments));
            context.start();
            context.awaitTermination();
        }

        private static JavaStreamingContext create(String[] arguments) {
            JavaStreamingContext context =
                    new JavaStreamingContext(
                            ReceiverStack.conf()
                                    .setMaster("local[3]")
                                    .set(ReliableReceiver.LOG_ENABLED, "true"),
                            new org.apache.spark.streaming.Duration(500));
            context.checkpoint(arguments[2]);
            KafkaGroup<String, String> group =
                    KafkaGroup.of(
                                    KafkaConnection.to(arguments[0]),
                                    "killed-" + arguments[1],
                                    Map.of(arguments[1], 1),
                                    StringDeserializer.class,
                                    StringDeserializer.class)
                            .withInstance("killed");
            String output = arguments[3];
            ReceiverStreams.createStream(context, group, record -> record.value())
                    .foreachRDD(
                            (rdd, time) -> {
                                List<String> values = rdd.collect();
                                Path file = Path.of(output, time.milliseconds() + "");
                                Path part = Path.of(file + ".part");
                                Files.write(part, values);
                                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                            });
            return context;
        }
    }
}
