package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordSizesTest {

    private static final TopicPartition READ = new TopicPartition("t", 0);
    private static final TopicPartition OTHER = new TopicPartition("t", 1);

    private final RecordSizes sizes = new RecordSizes();

    @Test
    void knowsNothingAtFirst() {
        assertThat(sizes.isEmpty()).isTrue();
        assertThat(sizes.recordBytes(READ)).isEqualTo(1_024);
    }

    @Test
    void prefersWhatWasReadToWhatLiesOnDisk() {
        sizes.assume(READ, 5_000, 100);
        assertThat(sizes.recordBytes(READ)).isEqualTo(50);

        sizes.learn(READ, 10, 4_000);
        assertThat(sizes.recordBytes(READ)).isEqualTo(400);
        sizes.assume(READ, 5_000, 100);
        assertThat(sizes.recordBytes(READ)).isEqualTo(400);
    }

    @Test
    void followsRecordsThatBecomeLarger() {
        sizes.learn(READ, 10, 1_000);
        sizes.learn(READ, 10, 3_000);

        assertThat(sizes.recordBytes(READ)).isEqualTo(200);
    }

    @Test
    void takesAPartitionForOneLikeTheOthers() {
        sizes.learn(READ, 10, 1_000);

        assertThat(sizes.recordBytes(OTHER)).isEqualTo(100);
    }

    @Test
    void learnsNothingFromNothing() {
        sizes.learn(READ, 0, 0);
        sizes.assume(READ, 0, 0);

        assertThat(sizes.isEmpty()).isTrue();
    }
}
