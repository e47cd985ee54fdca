package io.millrace.integration.reliability.fencing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What drivers have copied, as it is committed: each number once, no driver behind its successor.
 */
final class CopiedOutput implements AutoCloseable {

    private final CommittedRecords records;
    private final FencingReport report;
    private final BitSet seen = new BitSet();
    private final Set<String> writers = new HashSet<>();
    private final Map<Integer, Integer> lastWriter = new HashMap<>();
    private int count;

    CopiedOutput(String servers, FencingReport report) {
        this.records = new CommittedRecords(servers, QueryProcess.OUTPUT, QueryProcess.PARTITIONS);
        this.report = report;
    }

    boolean hasRowOf(String driver) {
        return writers.contains(driver);
    }

    int count() {
        return count;
    }

    void read() {
        records.poll().forEach(this::see);
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        String[] parts = new String(record.value(), StandardCharsets.UTF_8).split(" ");
        int id = Integer.parseInt(parts[0]);
        int writer = Integer.parseInt(parts[1].replaceFirst("driver-", ""));
        if (seen.get(id)) {
            report.violation("record " + id + " is there twice, now from " + parts[1]);
        }
        if (writer < lastWriter.getOrDefault(record.partition(), 0)) {
            report.violation(
                    "driver-%d wrote %d after the fence, at offset %d of partition %d"
                            .formatted(writer, id, record.offset(), record.partition()));
        }
        lastWriter.merge(record.partition(), writer, Math::max);
        seen.set(id);
        writers.add(parts[1]);
        count++;
    }

    void readFor(Duration time) {
        long begin = System.nanoTime();
        do {
            read();
        } while (System.nanoTime() - begin < time.toNanos());
    }

    /** Until so many are there, or the time is over. */
    void readAll(long sent, Duration limit) {
        long begin = System.nanoTime();
        while (seen.cardinality() < sent && System.nanoTime() - begin < limit.toNanos()) {
            read();
        }
        // Something more would be wrong.
        readFor(Duration.ofSeconds(2));
    }

    void check(long sent) {
        if (seen.cardinality() != sent || seen.length() > sent) {
            report.violation(
                    "%d of %d records are there, the first that is not is %d"
                            .formatted(seen.cardinality(), sent, seen.nextClearBit(0)));
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
