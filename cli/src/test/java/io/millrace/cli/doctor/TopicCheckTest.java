package io.millrace.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.plan.TopicLoad;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

    private static final Duration WINDOW = Duration.ofSeconds(100);

    private static Map<Integer, Long> even(int partitions, long records) {
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(n -> n, n -> records / partitions));
    }

    private static Finding look(Map<Integer, Long> recent, double bytes, int cores) {
        TopicLoad load = new TopicLoad("clicks", recent, WINDOW, OptionalDouble.of(bytes));
        return new TopicCheck(() -> load, OptionalDouble.empty(), cores).look();
    }

    @Test
    void isContentWithAPartitionForEachCore() {
        Finding finding = look(even(8, 10_000_000), 200, 8);

        assertThat(finding.status()).isEqualTo(Status.OK);
        assertThat(finding.found())
                .isEqualTo(
                        "clicks: 8 partitions, 100,000 records/s over the last 1 min, 200 B each;"
                                + " advised for 8 cores: 8");
    }

    @Test
    void letsASlowTopicBe() {
        assertThat(look(even(1, 10_000), 200, 8).status()).isEqualTo(Status.OK);
    }

    @Test
    void findsCoresWithoutWork() {
        Finding finding = look(even(2, 5_000_000), 200, 8);

        assertThat(finding.remedy().orElseThrow())
                .startsWith("Only 2 of 8 cores read at a time. Give it 8 partitions")
                .contains("minPartitions=8");
    }

    @Test
    void findsPartitionsThatCannotCarryTheRate() {
        Finding large = look(even(4, 1_000_000), 10_000, 4);

        assertThat(large.remedy().orElseThrow())
                .startsWith("Give it 12 partitions")
                .contains("fewer than 10 cannot");
    }

    @Test
    void findsMoreThanAreOfUse() {
        assertThat(look(even(500, 10_000), 200, 4).remedy().orElseThrow())
                .startsWith("With fewer, such as 4");
    }

    @Test
    void findsAKeyThatMostRecordsHave() {
        Finding finding = look(Map.of(0, 10_000L, 1, 80_000L, 2, 5_000L, 3, 5_000L), 200, 4);

        assertThat(finding.remedy().orElseThrow())
                .startsWith("Partition 1 gets 80 % of the records");
    }

    @Test
    void concludesNothingFromAFewRecords() {
        assertThat(look(Map.of(0, 0L, 1, 9L), 200, 2).status()).isEqualTo(Status.OK);
    }
}
