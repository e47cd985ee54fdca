package io.millrace.spark.sink.kafka;

import io.millrace.kafka.client.KafkaConnection;
import io.millrace.spark.sink.json.RowJson;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes what is written of a row. Not thread-safe. */
@FunctionalInterface
interface RowRecords {

    ProducerRecord<byte[], byte[]> make(InternalRow row);

    /**
     * Those of one task.
     *
     * @param lettersOrNull which rows become dead letters, if some may
     * @param connection of the producer that writes them
     */
    static RowRecords of(
            SinkLayout layout,
            RowJson.Settings json,
            RowLetterPlan lettersOrNull,
            KafkaConnection connection) {
        RecordMaker maker = new RecordMaker(layout, json);
        return lettersOrNull == null
                ? maker
                : new RowLetters(maker, layout, json, lettersOrNull, connection);
    }
}
