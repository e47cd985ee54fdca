package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;

/** Decodes messages of one type. */
final class ProtobufDecoder implements RecordDecoder {

    private final MessageReader root;
    private final ColumnSink[] columns;
    private final WireInput in = new WireInput();
    private String problem = "";

    ProtobufDecoder(MessageReader root, ColumnSink[] columns) {
        this.root = root;
        this.columns = columns.clone();
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        in.open(data, offset, length);
        try {
            root.merge(in, 0, row);
            root.finish(row);
            return Outcome.DECODED;
        } catch (MalformedMessage e) {
            problem = e.getMessage();
            root.forget();
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
