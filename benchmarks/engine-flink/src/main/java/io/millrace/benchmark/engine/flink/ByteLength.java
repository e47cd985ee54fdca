package io.millrace.benchmark.engine.flink;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/** How long a value is: the function that Flink SQL has none of for bytes. */
public final class ByteLength extends ScalarFunction {

    private static final long serialVersionUID = 1;

    public long eval(@DataTypeHint("BYTES") byte[] value) {
        return value.length;
    }
}
