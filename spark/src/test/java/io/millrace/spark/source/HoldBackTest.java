package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.common.option.OptionValues;
import io.millrace.kafka.offset.StreamPosition;
import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import io.millrace.spark.query.RunningQuery;
import io.millrace.spark.table.MillraceProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a micro-batch begins that is to have a least size. */
class HoldBackTest {

    private static final Duration DELAY = Duration.ofMinutes(10);

    private final TestTopic topic = TestTopic.create("held", 2);
    private final String checkpoint = LocalStack.newDirectory("checkpoint").toString();
    private final TestClock clock = new TestClock();
    private StreamDriver driver = start();
    private StreamPosition read = driver.start();

    private StreamDriver start() {
        LocalStack.session();
        OptionValues options =
                MillraceProvider.parse(
                        Map.of(
                                "subscribe", topic.name(),
                                "startingOffsets", "earliest",
                                "minOffsetsPerTrigger", "4",
                                "maxOffsetsPerTrigger", "6",
                                "maxTriggerDelay", "10m"));
        return new StreamDriver(
                SourceSettings.of(options),
                StreamLimits.of(options),
                SourcePositions.ofStream(options, Optional.empty()),
                new InitialOffsets(checkpoint),
                RunningQuery.unknown(),
                Optional.empty(),
                Optional.empty(),
                clock);
    }

    @AfterEach
    void stop() {
        driver.stop();
    }

    /** How many offsets the next batch has, which is then done. */
    private long batch() {
        clock.pass(Duration.ofSeconds(1));
        StreamPosition end = driver.next(read, driver.limit());
        long size = sum(end) - sum(read);
        driver.processed(end);
        read = end;
        return size;
    }

    private static long sum(StreamPosition position) {
        return position.byPartition().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void waitsForTheLeastNumberOfOffsetsOrForTheDelay() {
        topic.send("a");
        assertThat(batch()).as("the first one begins at once").isEqualTo(1);

        topic.send("b", "c", "d");
        assertThat(batch()).isZero();
        topic.send("e");
        assertThat(batch()).isEqualTo(4);

        topic.send("f");
        assertThat(batch()).isZero();
        clock.pass(DELAY);
        assertThat(batch()).isEqualTo(1);

        topic.send("g");
        assertThat(batch()).as("the delay counts anew").isZero();
    }

    @Test
    void keepsTheUpperLimit() {
        topic.send("a", "b", "c", "d", "e", "f", "g", "h");
        assertThat(batch()).isEqualTo(6);
        assertThat(batch()).as("two are not enough").isZero();
    }

    @Test
    void holdsNothingBackWhereTheStreamEndsNow() {
        topic.send("a");
        batch();
        topic.send("b");
        driver.endNow();

        assertThat(batch()).isEqualTo(1);
    }

    @Test
    void beginsAtOnceAfterARestart() {
        topic.send("a");
        batch();
        topic.send("b");
        assertThat(batch()).isZero();

        driver.stop();
        driver = start();
        assertThat(batch()).isEqualTo(1);
    }
}
