package io.millrace.benchmark.engine.flink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Takes results in this process. */
final class AnswerSink implements Sink<RowData> {

    private static final long serialVersionUID = 1;

    private final AnswerForm form;
    private final LogicalType[] types;
    private final int keyColumns;

    /**
     * @param types of the columns
     * @param keyColumns how many of them, from the first, make the key
     */
    AnswerSink(AnswerForm form, LogicalType[] types, int keyColumns) {
        this.form = form;
        this.types = types;
        this.keyColumns = keyColumns;
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        return switch (form) {
            case ROWS -> new RowsWriter(types, keyColumns);
            case TOTALS -> new TotalsWriter();
            case SENSORS -> new SensorsWriter();
        };
    }
}
