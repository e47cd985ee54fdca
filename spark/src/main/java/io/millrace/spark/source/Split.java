package io.millrace.spark.source;

import io.millrace.kafka.plan.OffsetRange;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads. */
record Split(OffsetRange range) implements InputPartition {

    private static final long serialVersionUID = 1L;
}
