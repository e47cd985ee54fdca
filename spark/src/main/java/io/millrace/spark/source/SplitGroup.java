package io.millrace.spark.source;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** Several splits that one task reads one after another. */
record SplitGroup(List<Split> splits) implements InputPartition {

    private static final long serialVersionUID = 1L;

    SplitGroup {
        splits = List.copyOf(splits);
    }
}
