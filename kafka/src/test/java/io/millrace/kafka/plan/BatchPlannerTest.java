package io.millrace.kafka.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {

    private static final OptionalLong NONE = OptionalLong.empty();

    private static TopicPartition p(int number) {
        return new TopicPartition("t", number);
    }

    private static Map<TopicPartition, Long> share(Map<TopicPartition, Long> waiting, long limit) {
        return BatchPlanner.share(
                waiting, new BatchLimits(OptionalLong.of(limit), NONE, NONE), p -> 100, 0);
    }

    @Test
    void readsEverythingWithinTheLimit() {
        assertThat(share(Map.of(p(0), 3L, p(1), 4L), 7)).containsEntry(p(1), 4L);
    }

    @Test
    void sharesInProportionToWhatWaits() {
        assertThat(share(Map.of(p(0), 1_000L, p(1), 3_000L), 400))
                .containsEntry(p(0), 100L)
                .containsEntry(p(1), 300L);
    }

    @Test
    void doesNotStarveASmallPartitionBesideAHugeOne() {
        assertThat(share(Map.of(p(0), 1L, p(1), 1_000_000_000L), 10))
                .containsEntry(p(0), 1L)
                .containsEntry(p(1), 9L);
    }

    @Test
    void survivesMoreThanALongCanAdd() {
        Map<TopicPartition, Long> waiting =
                Map.of(p(0), Long.MAX_VALUE / 4, p(1), Long.MAX_VALUE / 4);

        assertThat(share(waiting, 1_000)).containsEntry(p(0), 500L);
    }

    @Test
    void keepsToTheLimitsOfEachPartition() {
        PartitionLimits five = partition -> partition.equals(p(0)) ? 5 : Long.MAX_VALUE;

        assertThat(
                        BatchPlanner.share(
                                Map.of(p(0), 100L, p(1), 20L), BatchLimits.NONE, five, p -> 1, 0))
                .isEqualTo(Map.of(p(0), 5L, p(1), 20L));
        assertThat(
                        BatchPlanner.share(
                                Map.of(p(0), 100L, p(1), 20L),
                                BatchLimits.NONE.withOffsetsUpTo(15),
                                five,
                                p -> 1,
                                0))
                .isEqualTo(Map.of(p(0), 3L, p(1), 12L));
    }

    @Test
    void givesEachPartitionItsLeastIfThatWaits() {
        PartitionLimits least =
                new PartitionLimits() {
                    @Override
                    public long most(TopicPartition partition) {
                        return partition.equals(p(2)) ? 2 : Long.MAX_VALUE;
                    }

                    @Override
                    public long least(TopicPartition partition) {
                        return 4;
                    }
                };

        assertThat(
                        BatchPlanner.share(
                                Map.of(p(0), 100L, p(1), 3L, p(2), 9L, p(3), 0L),
                                BatchLimits.NONE.withOffsetsUpTo(1),
                                least,
                                p -> 1,
                                0))
                .isEqualTo(Map.of(p(0), 4L, p(1), 3L, p(2), 2L, p(3), 0L));
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

            Map<TopicPartition, Long> shares = share(waiting, limit);

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

    @Test
    void sharesBytesByWhatRecordsWeigh() {
        BatchLimits limits = new BatchLimits(NONE, OptionalLong.of(30_000), NONE);

        assertThat(
                        BatchPlanner.share(
                                Map.of(p(0), 1_000L, p(1), 1_000L),
                                limits,
                                p -> p.partition() == 0 ? 100 : 200,
                                0))
                .containsEntry(p(0), 100L)
                .containsEntry(p(1), 100L);
    }

    @Test
    void readsNoMoreOfAPartitionThanItsLimit() {
        BatchLimits limits = new BatchLimits(NONE, NONE, OptionalLong.of(7));

        assertThat(BatchPlanner.share(Map.of(p(0), 5L, p(1), 1_000L), limits, p -> 0, 0))
                .containsEntry(p(0), 5L)
                .containsEntry(p(1), 7L);
    }

    @Test
    void readsARecordThatIsLargerThanTheLimit() {
        BatchLimits limits = new BatchLimits(NONE, OptionalLong.of(1), NONE);

        assertThat(BatchPlanner.share(Map.of(p(0), 5L), limits, p -> 1e9, 0))
                .containsEntry(p(0), 1L);
    }

    @Test
    void keepsAllLimitsAndAlwaysGoesOn() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Map<TopicPartition, Long> waiting = waiting(random, 1 + random.nextInt(12));
            BatchLimits limits =
                    new BatchLimits(some(random, 5_000), some(random, 500_000), some(random, 900));
            Map<TopicPartition, Double> weights = new HashMap<>();
            waiting.keySet().forEach(p -> weights.put(p, random.nextInt(3_000) / 10.0));

            Map<TopicPartition, Long> shares =
                    BatchPlanner.share(waiting, limits, weights::get, random.nextLong());

            long sum = shares.values().stream().mapToLong(Long::longValue).sum();
            double bytes =
                    shares.entrySet().stream()
                            .mapToDouble(e -> e.getValue() * weights.get(e.getKey()))
                            .sum();
            assertThat(sum)
                    .as("offsets, seed %d", seed)
                    .isLessThanOrEqualTo(most(limits.offsets()));
            if (sum > 1) {
                assertThat(bytes)
                        .as("bytes, seed %d", seed)
                        .isLessThanOrEqualTo(most(limits.bytes()) * 1.000_001);
            }
            shares.forEach(
                    (partition, share) ->
                            assertThat(share)
                                    .isBetween(
                                            0L,
                                            Math.min(
                                                    waiting.get(partition),
                                                    most(limits.offsetsPerPartition()))));
            boolean any = waiting.values().stream().anyMatch(size -> size > 0);
            assertThat(sum > 0).as("progress, seed %d", seed).isEqualTo(any);
        }
    }

    @Test
    void letsPartitionsTakeTurnsWhereTheLimitsAreTooSmallForAll() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int partitions = 1 + random.nextInt(9);
            Map<TopicPartition, Long> waiting = new HashMap<>();
            Map<TopicPartition, Double> weights = new HashMap<>();
            for (int i = 0; i < partitions; i++) {
                waiting.put(p(i), 1L << (20 + random.nextInt(20)));
                weights.put(p(i), 1.0 + random.nextInt(1_000));
            }
            BatchLimits limits =
                    new BatchLimits(
                            OptionalLong.of(1 + random.nextInt(partitions)),
                            OptionalLong.of(1 + random.nextInt(1_500)),
                            NONE);
            Set<TopicPartition> read = new HashSet<>();
            long turn = random.nextInt(1_000);
            for (int batch = 0; batch < partitions; batch++) {
                for (var share :
                        BatchPlanner.share(waiting, limits, weights::get, turn).entrySet()) {
                    if (share.getValue() > 0) {
                        read.add(share.getKey());
                        turn += share.getValue();
                    }
                }
            }
            assertThat(read).as("seed %d", seed).isEqualTo(waiting.keySet());
        }
    }

    private static Map<TopicPartition, Long> waiting(Random random, int partitions) {
        Map<TopicPartition, Long> waiting = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            waiting.put(p(i), random.nextInt(3) == 0 ? 0L : (long) random.nextInt(100_000));
        }
        return waiting;
    }

    private static OptionalLong some(Random random, int most) {
        return random.nextInt(4) == 0 ? NONE : OptionalLong.of(1 + random.nextInt(most));
    }

    private static long most(OptionalLong limit) {
        return limit.orElse(Long.MAX_VALUE);
    }
}
