package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;
import io.millrace.format.plain.Utf8;
import java.nio.charset.StandardCharsets;

/** Reads strings. */
final class StringReader extends BytesReader {

    private final boolean verified;

    /**
     * @param verified whether other bytes than UTF-8 are an error, as in proto3; in proto2 they are
     *     replaced
     */
    StringReader(ColumnSink column, boolean verified, byte[] byDefault) {
        super(column, byDefault);
        this.verified = verified;
    }

    @Override
    void put(int row, byte[] data, int from, int length) {
        if (Utf8.isValid(data, from, from + length)) {
            column.putBytes(row, data, from, length);
        } else if (verified) {
            throw MalformedMessage.BAD_TEXT;
        } else {
            byte[] replaced =
                    new String(data, from, length, StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
            column.putBytes(row, replaced, 0, replaced.length);
        }
    }
}
