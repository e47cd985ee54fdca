package io.millrace.dstream;

import io.millrace.kafka.plan.OffsetRange;
import org.apache.spark.Partition;

/** One partition of an RDD: a range of one Kafka partition. */
record DirectPartition(int index, OffsetRange range) implements Partition {

    private static final long serialVersionUID = 1L;
}
