package io.millrace.kafka.fetch;

/** How a fetch is walked over. */
public enum RecordBatches {
    /** As the batches that it is, where the Kafka client allows it. */
    WHOLE,
    /** Record by record, as the client's API has it. */
    RECORDS
}
