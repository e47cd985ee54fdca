package io.millrace.format.avro;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;

/** Decodes the records of one writer's schema. */
final class AvroDecoder implements RecordDecoder {

    private final FieldReader reader;
    private final ColumnSink[] columns;
    private final AvroInput in = new AvroInput();
    private String problem = "";

    AvroDecoder(FieldReader reader, ColumnSink[] columns) {
        this.reader = reader;
        this.columns = columns;
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        try {
            in.reset(data, offset, length);
            reader.read(in, row);
            return Outcome.DECODED;
        } catch (MalformedAvro e) {
            problem = e.getMessage();
            for (ColumnSink column : columns) {
                column.putNull(row);
            }
            return Outcome.MALFORMED;
        }
    }

    @Override
    public String problem() {
        return problem;
    }
}
