package io.millrace.dstream.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class ReliableReceiverTest {

    private static final int RECORDS = 400;

    private JavaStreamingContext context;

    @AfterEach
    void stop() {
        ReceiverStack.stop(context);
    }

    @Test
    void opensItsSourceAgainWhereItWasAcknowledged() {
        Letterbox.reset();
        context = ReceiverStack.streaming(true);
        ReportedErrors errors = new ReportedErrors();
        context.addStreamingListener(errors);
        Queue<Object> received =
                ReceiverStack.collect(
                        ReceiverStreams.createStream(context, new LetterboxReceiver()));
        context.start();
        await().atMost(Duration.ofSeconds(40)).until(() -> Letterbox.acknowledged == RECORDS);
        await().atMost(Duration.ofSeconds(40)).until(() -> received.size() >= RECORDS);

        assertThat(received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, RECORDS).mapToObj(Object.class::cast).toList());
        // What was added and not stored when it broke was given again.
        assertThat(Letterbox.given).isGreaterThan(RECORDS);
        assertThat(errors.all()).isNotEmpty().allSatisfy(t -> assertThat(t).contains("torn"));
    }

    @Test
    void staysBelowTheRateOfReceivers() {
        Letterbox.reset();
        context = ReceiverStack.streaming(true);
        org.apache.spark.SparkEnv.get().conf().set("spark.streaming.receiver.maxRate", "150");
        try {
            Queue<Object> received =
                    ReceiverStack.collect(
                            ReceiverStreams.createStream(context, new LetterboxReceiver()));
            long begun = System.nanoTime();
            context.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> received.size() >= RECORDS);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThan(Duration.ofMillis(1000L * (RECORDS - 100) / 150));
        } finally {
            org.apache.spark.SparkEnv.get().conf().remove("spark.streaming.receiver.maxRate");
        }
    }

    /** Gives numbers again that were not acknowledged; breaks now and then. */
    private static final class Letterbox implements AcknowledgedSource<Integer> {

        private static volatile int acknowledged;
        private static volatile int given;

        private int next = acknowledged;
        private int polls;

        static void reset() {
            acknowledged = 0;
            given = 0;
        }

        @Override
        public void poll(PendingBlock<Integer> block, Duration limit) throws Exception {
            polls++;
            List<Integer> letters = new ArrayList<>();
            while (next < RECORDS && letters.size() < 10) {
                letters.add(next++);
            }
            given += letters.size();
            letters.forEach(block::add);
            if (polls % 17 == 0 && next < RECORDS && given < 3 * RECORDS) {
                throw new IOException("torn");
            }
            if (polls % 5 == 0) {
                block.store();
            }
        }

        @Override
        public void acknowledge() {
            acknowledged = next;
        }

        @Override
        public void close() {
            next = -1;
        }
    }

    private static final class LetterboxReceiver extends ReliableReceiver<Integer> {

        private static final long serialVersionUID = 1L;

        LetterboxReceiver() {
            super(StorageLevel.MEMORY_AND_DISK_SER(), 1, LogPolicy.REQUIRED);
        }

        @Override
        protected AcknowledgedSource<Integer> open(int thread) {
            return new Letterbox();
        }

        @Override
        protected String describe() {
            return "a letterbox";
        }
    }
}
