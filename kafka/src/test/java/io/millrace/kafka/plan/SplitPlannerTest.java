package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SplitPlannerTest {

    private static OffsetRange range(int partition, long from, long until) {
        return new OffsetRange(new TopicPartition("t", partition), "id", from, until);
    }

    @Test
    void makesOneSplitForEachRangeThatIsNotEmpty() {
        List<OffsetRange> ranges = List.of(range(0, 5, 9), range(1, 7, 7), range(2, 0, 1));

        assertThat(SplitPlanner.split(ranges, OptionalInt.empty(), OptionalLong.empty()))
                .containsExactly(range(0, 5, 9), range(2, 0, 1));
    }

    @Test
    void spreadsAHotPartitionOverSeveralTasks() {
        List<OffsetRange> ranges = List.of(range(0, 100, 1_000), range(1, 0, 10));

        assertThat(SplitPlanner.split(ranges, OptionalInt.of(4), OptionalLong.empty()))
                .containsExactly(
                        range(0, 100, 400),
                        range(0, 400, 700),
                        range(0, 700, 1_000),
                        range(1, 0, 10));
    }

    @Test
    void cutsToAMaximumOfRecords() {
        assertThat(
                        SplitPlanner.split(
                                List.of(range(0, 0, 10)), OptionalInt.empty(), OptionalLong.of(4)))
                .containsExactly(range(0, 0, 3), range(0, 3, 6), range(0, 6, 10));
    }

    @Test
    void makesNoMoreSplitsThanRecords() {
        assertThat(
                        SplitPlanner.split(
                                List.of(range(0, 0, 3)), OptionalInt.of(50), OptionalLong.empty()))
                .containsExactly(range(0, 0, 1), range(0, 1, 2), range(0, 2, 3));
        assertThat(SplitPlanner.split(List.of(), OptionalInt.of(50), OptionalLong.empty()))
                .isEmpty();
    }

    @Test
    void coversEveryOffsetOnceInOrderOnRandomInput() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<OffsetRange> ranges = new ArrayList<>();
            for (int partition = 0; partition < 1 + random.nextInt(6); partition++) {
                long from = random.nextInt(1_000);
                ranges.add(range(partition, from, from + random.nextInt(5_000)));
            }
            OptionalInt min =
                    random.nextBoolean()
                            ? OptionalInt.empty()
                            : OptionalInt.of(1 + random.nextInt(40));
            OptionalLong max =
                    random.nextBoolean()
                            ? OptionalLong.empty()
                            : OptionalLong.of(1 + random.nextInt(800));

            List<OffsetRange> splits = SplitPlanner.split(ranges, min, max);

            for (OffsetRange range : ranges) {
                long next = range.from();
                for (OffsetRange split : splits) {
                    if (split.partition().equals(range.partition())) {
                        assertThat(split.from()).as("seed %d", seed).isEqualTo(next);
                        assertThat(split.size()).as("seed %d", seed).isPositive();
                        max.ifPresent(m -> assertThat(split.size()).isLessThanOrEqualTo(m));
                        next = split.until();
                    }
                }
                assertThat(next).as("seed %d", seed).isEqualTo(range.until());
            }
            long records = ranges.stream().mapToLong(OffsetRange::size).sum();
            assertThat((long) splits.size())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(Math.min(min.orElse(0), records));
        }
    }
}
