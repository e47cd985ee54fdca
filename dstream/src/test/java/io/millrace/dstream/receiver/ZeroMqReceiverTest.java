package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.streaming.api.java.JavaReceiverInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

@SuppressWarnings("deprecation")
class ZeroMqReceiverTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final ZContext zeroMq = new ZContext();
    private JavaStreamingContext context;

    @AfterEach
    void stop() {
        if (context != null) {
            ReceiverStack.stop(context);
        }
        zeroMq.close();
    }

    @Test
    void pullsMessagesOfSeveralParts() {
        ZMQ.Socket push = zeroMq.createSocket(SocketType.PUSH);
        int port = push.bindToRandomPort("tcp://127.0.0.1");
        context = ReceiverStack.streaming(true);
        ReportedErrors errors = new ReportedErrors();
        context.addStreamingListener(errors);
        Queue<Object> received =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(
                                context,
                                ZeroMqSocket.pull(List.of("tcp://127.0.0.1:" + port)),
                                ZeroMqReceiverTest::decode));
        context.start();
        // What is sent before the first connection has settled may go down with it.
        await().atMost(LIMIT)
                .until(
                        () -> {
                            send(push, 0);
                            return !received.isEmpty();
                        });
        for (int i = 1; i < 300; i++) {
            send(push, i);
        }
        push.send("of one part");
        await().atMost(LIMIT).until(() -> new HashSet<>(received).size() >= 300);
        await().atMost(LIMIT).until(() -> !errors.all().isEmpty());

        received.removeIf(new Reading("reading", 0)::equals);
        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1, 300)
                                .mapToObj(i -> (Object) new Reading("reading", i))
                                .toList());
        assertThat(errors.all())
                .singleElement()
                .asString()
                .contains("MESSAGE_NOT_DECODED", "1 parts", "tcp://127.0.0.1:" + port);
    }

    @Test
    void subscribesToTopics() {
        ZMQ.Socket publisher = zeroMq.createSocket(SocketType.XPUB);
        int port = publisher.bindToRandomPort("tcp://127.0.0.1");
        context = ReceiverStack.streaming(true);
        JavaReceiverInputDStream<Reading> readings =
                ReceiverStreams.createStream(
                        context,
                        ZeroMqSocket.subscribe(
                                List.of("tcp://127.0.0.1:" + port), List.of("a", "c")),
                        ZeroMqReceiverTest::decode);
        Queue<Object> received = ReceiverStack.collect(readings);
        context.start();
        publisher.setReceiveTimeOut((int) LIMIT.toMillis());
        // The publisher is told of each subscription: 1 and the topic.
        assertThat(List.of(publisher.recvStr(), publisher.recvStr()))
                .containsExactlyInAnyOrder("\u0001a", "\u0001c");
        for (int i = 0; i < 90; i++) {
            publisher.sendMore(List.of("a", "b", "c").get(i % 3));
            publisher.send(ByteBuffer.allocate(4).putInt(i).array());
        }
        await().atMost(LIMIT).until(() -> received.size() >= 60);

        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 90)
                                .filter(i -> i % 3 != 1)
                                .mapToObj(i -> (Object) new Reading(i % 3 == 0 ? "a" : "c", i))
                                .toList());
    }

    @Test
    void knowsWhichSocketsHaveTopics() {
        assertThatThrownBy(() -> ZeroMqSocket.subscribe(List.of("tcp://localhost:1"), List.of()))
                .hasMessageContaining("topics");
        assertThatThrownBy(() -> ZeroMqSocket.pull(List.of())).hasMessageContaining("endpoints");
    }

    private static void send(ZMQ.Socket push, int number) {
        push.sendMore("reading");
        push.send(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static Iterator<Reading> decode(List<byte[]> parts) {
        return List.of(
                        new Reading(
                                new String(parts.get(0), StandardCharsets.UTF_8),
                                ByteBuffer.wrap(parts.get(1)).getInt()))
                .iterator();
    }

    private record Reading(String name, int value) implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }
}
