package io.millrace.benchmark.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;

/**
 * Record batches straight from the wire, without a consumer and without an object for a record. The
 * next fetch is asked for before the last one is decoded, as the consumer does. It uses classes of
 * the client that are not its API.
 */
final class BatchesPath implements FetchPath {

    @Override
    public void read(String bootstrapServers, String topic, int number, ValueTaker taker) {
        TopicPartition partition = new TopicPartition(topic, number);
        try (Admin admin = Admin.create(properties(bootstrapServers));
                FetchConnection connection =
                        FetchConnection.open(bootstrapServers, topicId(admin, topic), partition)) {
            long next = offset(admin, partition, OffsetSpec.earliest());
            long end = offset(admin, partition, OffsetSpec.latest());
            connection.ask(next);
            while (next < end) {
                MemoryRecords records = connection.answer();
                for (MutableRecordBatch batch : records.batches()) {
                    next = batch.nextOffset();
                }
                if (next < end) {
                    connection.ask(next);
                }
                for (MutableRecordBatch batch : records.batches()) {
                    batch.ensureValid();
                }
                takeAll(records.buffer(), taker);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void takeAll(ByteBuffer batches, ValueTaker taker) {
        RecordBytes records = new RecordBytes(batches);
        while (records.nextBatch()) {
            for (int left = records.count(); left > 0; left--) {
                records.nextRecord();
                taker.take(records.array(), records.valueOffset(), records.valueLength());
            }
        }
    }

    private static Properties properties(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    private static Uuid topicId(Admin admin, String topic) {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .topicId();
    }

    private static long offset(Admin admin, TopicPartition partition, OffsetSpec which) {
        ListOffsetsResultInfo found =
                admin.listOffsets(Map.of(partition, which))
                        .partitionResult(partition)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return found.offset();
    }
}
