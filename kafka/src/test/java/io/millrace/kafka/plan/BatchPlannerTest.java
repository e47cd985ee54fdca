package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

    private static TopicPartition p(int number) {
        return new TopicPartition("t", number);
    }

    @Test
    void readsEverythingWithinTheLimit() {
        assertThat(BatchPlanner.share(Map.of(p(0), 3L, p(1), 4L), 7)).containsEntry(p(1), 4L);
    }

    @Test
    void sharesInProportionToWhatWaits() {
        assertThat(BatchPlanner.share(Map.of(p(0), 1_000L, p(1), 3_000L), 400))
                .containsEntry(p(0), 100L)
                .containsEntry(p(1), 300L);
    }

    @Test
    void doesNotStarveASmallPartitionBesideAHugeOne() {
        assertThat(BatchPlanner.share(Map.of(p(0), 1L, p(1), 1_000_000_000L), 10))
                .containsEntry(p(0), 1L)
                .containsEntry(p(1), 9L);
    }

    @Test
    void survivesMoreThanALongCanAdd() {
        Map<TopicPartition, Long> waiting =
                Map.of(p(0), Long.MAX_VALUE / 4, p(1), Long.MAX_VALUE / 4);

        assertThat(BatchPlanner.share(waiting, 1_000)).containsEntry(p(0), 500L);
    }

    @Test
    void keepsItsPromisesOnRandomInput() {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Map<TopicPartition, Long> waiting = new HashMap<>();
            int partitions = 1 + random.nextInt(12);
            for (int i = 0; i < partitions; i++) {
                long size = random.nextInt(4) == 0 ? 0 : 1L << random.nextInt(40);
                waiting.put(p(i), size == 0 ? 0 : size - random.nextInt((int) Math.min(size, 99)));
            }
            long limit = 1 + random.nextInt(100_000);
            long total = waiting.values().stream().mapToLong(Long::longValue).sum();
            long busy = waiting.values().stream().filter(size -> size > 0).count();

            Map<TopicPartition, Long> shares = BatchPlanner.share(waiting, limit);

            assertThat(shares).as("seed %d", seed).containsOnlyKeys(waiting.keySet());
            assertThat(shares.values().stream().mapToLong(Long::longValue).sum())
                    .as("sum, seed %d", seed)
                    .isEqualTo(Math.min(limit, total));
            for (TopicPartition partition : waiting.keySet()) {
                long share = shares.get(partition);
                assertThat(share).as("share, seed %d", seed).isBetween(0L, waiting.get(partition));
                if (limit >= busy && waiting.get(partition) > 0) {
                    assertThat(share).as("starved, seed %d", seed).isPositive();
                }
            }
        }
    }
}
