package io.millrace.cli.doctor;

import io.millrace.common.error.MillraceException;
import io.millrace.kafka.plan.TopicLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Whether a topic has the partitions that its records and the cores that read them ask for.
 *
 * @param load looks at the topic
 * @param expectedRate records per second to reckon with; absent: those that are written now
 * @param cores of the engine that reads
 */
record TopicCheck(Supplier<TopicLoad> load, OptionalDouble expectedRate, int cores)
        implements Check {

    private static final String SUBJECT = "topic";

    /** A third of what one core reads and decodes of small JSON, so that it can catch up. */
    private static final double RECORDS_OF_A_TASK = 250_000;

    /** What a partition takes and gives without being the bottleneck of its broker. */
    private static final double BYTES_OF_A_PARTITION = 10 << 20;

    /** Each partition costs files, memory of brokers, and a place in each request. */
    private static final int MOST_OF_A_CORE = 50;

    @Override
    public Finding look() {
        try {
            return judge(load.get());
        } catch (MillraceException e) {
            return BrokerCheck.away(SUBJECT, e);
        }
    }

    private Finding judge(TopicLoad found) {
        double rate = expectedRate.orElse(found.recordsPerSecond());
        int forRate = ceil(rate / RECORDS_OF_A_TASK);
        int forBytes = ceil(rate * found.recordBytes().orElse(0) / BYTES_OF_A_PARTITION);
        int needed = Math.max(1, Math.max(forRate, forBytes));
        int advised = roundUp(Math.max(cores, needed), cores);
        List<String> remedies = new ArrayList<>();
        if (found.partitions() < needed) {
            remedies.add(
                    "Give it "
                            + advised
                            + " partitions (kafka-topics.sh --alter; from then on keys go to other"
                            + " partitions): fewer than "
                            + needed
                            + " cannot carry this rate.");
        } else if (found.partitions() < cores && rate > RECORDS_OF_A_TASK / 10) {
            remedies.add(
                    "Only "
                            + found.partitions()
                            + " of "
                            + cores
                            + " cores read at a time. Give it "
                            + advised
                            + " partitions, or set minPartitions="
                            + cores
                            + " on the source where the order within a partition does not matter.");
        } else if (found.partitions() > MOST_OF_A_CORE * cores) {
            remedies.add(
                    "With fewer, such as "
                            + advised
                            + ", each request to the brokers carries more.");
        }
        OptionalInt crowded = found.crowded();
        if (crowded.isPresent()) {
            remedies.add(
                    String.format(
                            Locale.ROOT,
                            "Partition %d gets %.0f %% of the records, so one task does most of the"
                                    + " work: choose a key with more values, or set minPartitions"
                                    + " where the order does not matter.",
                            crowded.getAsInt(),
                            100 * found.share(crowded.getAsInt())));
        }
        String text = describe(found, rate, advised);
        return remedies.isEmpty()
                ? Finding.ok(SUBJECT, text)
                : Finding.warn(SUBJECT, text, String.join(" ", remedies));
    }

    private String describe(TopicLoad found, double rate, int advised) {
        return String.format(
                Locale.ROOT,
                "%s: %d partition%s, %,.0f records/s%s%s; advised for %d core%s: %d",
                found.topic(),
                found.partitions(),
                found.partitions() == 1 ? "" : "s",
                rate,
                expectedRate.isPresent()
                        ? " expected"
                        : " over the last " + found.window().toMinutes() + " min",
                found.recordBytes().isPresent()
                        ? String.format(
                                Locale.ROOT, ", %,.0f B each", found.recordBytes().getAsDouble())
                        : "",
                cores,
                cores == 1 ? "" : "s",
                advised);
    }

    private static int ceil(double value) {
        return (int) Math.ceil(value);
    }

    /** So that cores have the same number each. */
    private static int roundUp(int value, int step) {
        return (value + step - 1) / step * step;
    }
}
