package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SplitGroupsTest {

    private static OffsetRange range(int partition, long from, long until) {
        return new OffsetRange(new TopicPartition("t", partition), "id", from, until);
    }

    @Test
    void fewRecordsAreOneTaskWhateverPartitionsTheyLieIn() {
        List<OffsetRange> splits =
                List.of(range(0, 0, 20), range(1, 0, 40), range(2, 0, 30), range(3, 0, 10));

        assertThat(SplitGroups.group(splits, 1, 100)).containsExactly(splits);
        assertThat(SplitGroups.group(splits, 1, 99))
                .containsExactly(
                        List.of(range(1, 0, 40), range(3, 0, 10)),
                        List.of(range(0, 0, 20), range(2, 0, 30)));
    }

    @Test
    void manyRecordsAreATaskForEachSplit() {
        List<OffsetRange> splits = List.of(range(0, 0, 100), range(1, 0, 100));

        assertThat(SplitGroups.group(splits, 1, 100))
                .containsExactly(List.of(splits.get(0)), List.of(splits.get(1)));
        assertThat(SplitGroups.group(splits, 1, 10))
                .containsExactly(List.of(splits.get(0)), List.of(splits.get(1)));
    }

    @Test
    void asManyTasksAsAreAskedForAreMade() {
        List<OffsetRange> splits = List.of(range(0, 0, 1), range(1, 0, 1), range(2, 0, 1));

        assertThat(SplitGroups.group(splits, 2, 100)).hasSize(2);
        assertThat(SplitGroups.group(splits, 50, 100)).hasSize(3);
        assertThat(SplitGroups.group(List.of(), 50, 100)).isEmpty();
    }

    @Test
    void everySplitIsInOneGroupInItsOrderOnRandomInput() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<OffsetRange> splits = new ArrayList<>();
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                long from = i * 1_000L;
                splits.add(range(random.nextInt(3), from, from + 1 + random.nextInt(999)));
            }
            List<List<OffsetRange>> groups =
                    SplitGroups.group(splits, 1 + random.nextInt(4), 1 + random.nextInt(3_000));

            assertThat(groups.stream().flatMap(List::stream))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(splits);
            assertThat(groups)
                    .as("seed %d", seed)
                    .allSatisfy(
                            group ->
                                    assertThat(group)
                                            .isNotEmpty()
                                            .isSortedAccordingTo(
                                                    Comparator.comparingInt(splits::indexOf)));
        }
    }
}
