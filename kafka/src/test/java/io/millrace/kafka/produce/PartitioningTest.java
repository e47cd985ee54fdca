package io.millrace.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitioningTest {

    @Test
    void isReadFromItsName() {
        assertThat(Partitioning.parse("key-hash")).isEqualTo(new Partitioning.KeyHash());
        assertThat(Partitioning.parse("Value-Hash")).isEqualTo(new Partitioning.ValueHash());
        assertThat(Partitioning.parse("round-robin")).isEqualTo(new Partitioning.RoundRobin());
        assertThat(Partitioning.parse("3")).isEqualTo(new Partitioning.Fixed(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hash", "-1", "1.5", "99999999999"})
    void saysWhatItExpectedOfAnythingElse(String text) {
        assertThatThrownBy(() -> Partitioning.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key-hash, value-hash, round-robin or the number of a partition");
    }

    @Test
    void goesRoundThePartitions() {
        PartitionChooser chooser = PartitionChooser.of(new Partitioning.RoundRobin(), "t", 3);

        assertThat(IntStream.range(0, 7).mapToObj(i -> chooser.choose(null)))
                .containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void leavesKeysAndNullValuesToTheProducer() {
        assertThat(PartitionChooser.of(new Partitioning.KeyHash(), "t", 3).choose(new byte[0]))
                .isNull();
        assertThat(PartitionChooser.of(new Partitioning.ValueHash(), "t", 3).choose(null)).isNull();
    }

    @Test
    void refusesAPartitionThatTheTopicDoesNotHave() {
        assertThatThrownBy(() -> PartitionChooser.of(new Partitioning.Fixed(3), "clicks", 3))
                .hasMessage(
                        "[PARTITION_NOT_FOUND] Cannot find partition 3 of topic 'clicks': it has"
                                + " partitions 0 to 2. Choose one of those.");
    }
}
