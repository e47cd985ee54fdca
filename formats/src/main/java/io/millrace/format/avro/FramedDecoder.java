package io.millrace.format.avro;

import io.millrace.common.error.MillraceException;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.registry.RegistryError;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Decodes records that begin with a zero and the id of their writer's schema, with a decoder for
 * each id.
 */
final class FramedDecoder implements RecordDecoder {

    private static final int HEADER = 5;

    /** More ids than any topic has; beyond, they are made up. */
    private static final int MAX_DECODERS = 1_000;

    private final IntFunction<RecordDecoder> byId;
    private final ColumnSink[] columns;
    private final Map<Integer, RecordDecoder> known = new HashMap<>();
    private int lastId;
    private RecordDecoder last;
    private String problem = "";

    /**
     * @param byId makes the decoder for the records of this id, without what they begin with
     */
    FramedDecoder(IntFunction<RecordDecoder> byId, ColumnSink[] columns) {
        this.byId = byId;
        this.columns = columns;
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        if (length < HEADER || data[offset] != 0) {
            return malformed(
                    row,
                    length < HEADER
                            ? "it is too short to name its schema"
                            : "it begins with no schema id of a registry");
        }
        int id =
                data[offset + 1] << 24
                        | (data[offset + 2] & 0xff) << 16
                        | (data[offset + 3] & 0xff) << 8
                        | data[offset + 4] & 0xff;
        if (last == null || id != lastId) {
            try {
                last = decoder(id);
                lastId = id;
            } catch (MillraceException e) {
                last = null;
                if (e.code() == RegistryError.SCHEMA_NOT_FOUND) {
                    return malformed(row, "the registry has no schema of its id " + id);
                }
                throw e;
            }
        }
        Outcome outcome = last.decode(data, offset + HEADER, length - HEADER, row);
        if (outcome == Outcome.MALFORMED) {
            problem = last.problem() + " (schema id " + id + ")";
        }
        return outcome;
    }

    private RecordDecoder decoder(int id) {
        RecordDecoder decoder = known.get(id);
        if (decoder == null) {
            decoder = byId.apply(id);
            if (known.size() == MAX_DECODERS) {
                known.clear();
            }
            known.put(id, decoder);
        }
        return decoder;
    }

    private Outcome malformed(int row, String reason) {
        problem = reason;
        for (ColumnSink column : columns) {
            column.putNull(row);
        }
        return Outcome.MALFORMED;
    }

    @Override
    public String problem() {
        return problem;
    }
}
