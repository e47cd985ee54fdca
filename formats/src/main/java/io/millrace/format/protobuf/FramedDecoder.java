package io.millrace.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.common.error.MillraceException;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.registry.RegistryError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Decodes records that begin with a zero, the id of their schema in a registry, and the place of
 * their message in it: a count and so many indexes, or a single zero for the first message.
 */
final class FramedDecoder implements RecordDecoder {

    private static final int ID_END = 5;

    /** Messages are not declared in each other this often. */
    private static final int MAX_INDEXES = 16;

    /** More than any topic has; beyond, they are made up. */
    private static final int MAX_DECODERS = 1_000;

    private static final int[] FIRST_MESSAGE = {0};

    private record Type(int id, List<Integer> indexes) {}

    /** For records whose schema does not fit the columns, or is none. */
    private final class Unfit implements RecordDecoder {
        private final String reason;

        private Unfit(String reason) {
            this.reason = reason;
        }

        @Override
        public Outcome decode(byte[] data, int offset, int length, int row) {
            return malformed(row, reason);
        }

        @Override
        public String problem() {
            return reason;
        }
    }

    private final IntFunction<MessageTypes> schemas;
    private final Function<Descriptor, RecordDecoder> decoders;
    private final ColumnSink[] columns;
    private final WireInput in = new WireInput();
    private final Map<Type, RecordDecoder> known = new HashMap<>();
    private int[] indexes = {};
    private int lastId;
    private int[] lastIndexes = {};
    private RecordDecoder last;
    private String problem = "";

    /**
     * @param schemas gives the schema of an id
     * @param decoders makes the decoder of a message
     */
    FramedDecoder(
            IntFunction<MessageTypes> schemas,
            Function<Descriptor, RecordDecoder> decoders,
            ColumnSink[] columns) {
        this.schemas = schemas;
        this.decoders = decoders;
        this.columns = columns.clone();
    }

    @Override
    public Outcome decode(byte[] data, int offset, int length, int row) {
        if (length <= ID_END) {
            return malformed(row, "it is too short to name its schema");
        }
        if (data[offset] != 0) {
            return malformed(row, "it begins with no schema id of a registry");
        }
        int id = Integer.reverseBytes(idAt(data, offset + 1));
        in.open(data, offset + ID_END, length - ID_END);
        try {
            readIndexes();
        } catch (MalformedMessage e) {
            return malformed(row, "the place of its message in the schema is damaged");
        }
        if (last == null || id != lastId || !Arrays.equals(indexes, lastIndexes)) {
            Optional<RecordDecoder> decoder = decoder(id);
            if (decoder.isEmpty()) {
                return malformed(row, "the registry has no such message (schema id " + id + ")");
            }
            last = decoder.get();
            lastId = id;
            lastIndexes = indexes.clone();
        }
        int from = in.position();
        Outcome outcome = last.decode(data, from, offset + length - from, row);
        if (outcome == Outcome.MALFORMED) {
            problem = last.problem() + " (schema id " + id + ")";
        }
        return outcome;
    }

    private int idAt(byte[] data, int at) {
        in.open(data, at, Integer.BYTES);
        return in.fixed32();
    }

    private void readIndexes() {
        int count = IntegerCoding.ZIGZAG.readInt(in);
        if (count == 0) {
            indexes = FIRST_MESSAGE;
            return;
        }
        if (count < 0 || count > MAX_INDEXES) {
            throw MalformedMessage.TRUNCATED;
        }
        if (indexes.length != count || indexes == FIRST_MESSAGE) {
            indexes = new int[count];
        }
        for (int i = 0; i < count; i++) {
            indexes[i] = IntegerCoding.ZIGZAG.readInt(in);
        }
    }

    private Optional<RecordDecoder> decoder(int id) {
        Type type = new Type(id, Arrays.stream(indexes).boxed().collect(Collectors.toList()));
        RecordDecoder decoder = known.get(type);
        if (decoder != null) {
            return Optional.of(decoder);
        }
        Optional<RecordDecoder> made = newDecoder(id);
        if (known.size() == MAX_DECODERS) {
            known.clear();
        }
        made.ifPresent(found -> known.put(type, found));
        return made;
    }

    /** A schema that does not fit is a fault of the records that name it. */
    private Optional<RecordDecoder> newDecoder(int id) {
        try {
            return message(id).map(decoders);
        } catch (MillraceException e) {
            if (e.code() instanceof ProtobufError) {
                return Optional.of(new Unfit(e.text()));
            }
            throw e;
        }
    }

    /** The message; none if the registry does not know the id, or the schema no such message. */
    private Optional<Descriptor> message(int id) {
        try {
            return schemas.apply(id).at(indexes);
        } catch (MillraceException e) {
            if (e.code() == RegistryError.SCHEMA_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
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
