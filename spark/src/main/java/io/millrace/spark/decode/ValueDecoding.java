package io.millrace.spark.decode;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import java.io.Serializable;
import org.apache.spark.sql.types.StructType;

/** How values are decoded, as the driver sends it to the tasks. */
public interface ValueDecoding extends Serializable {

    /**
     * Makes a decoder of one task.
     *
     * @param requested the columns of the value that are asked for, in any order; a struct in them
     *     may have fewer fields than that of the table
     * @param columns one for each that is asked for
     */
    RecordDecoder newDecoder(StructType requested, ColumnSink[] columns);
}
