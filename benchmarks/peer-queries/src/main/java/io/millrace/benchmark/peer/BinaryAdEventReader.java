package io.millrace.benchmark.peer;

import com.google.protobuf.CodedInputStream;
import io.millrace.benchmark.schema.AdEventSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Reads from an ad event in Avro or Protobuf only what the query needs, by the readers of these
 * formats' own libraries and without an object for the event. Used by any number of threads.
 */
public final class BinaryAdEventReader {

    private static final Utf8 VIEW = new Utf8("view");
    private static final int FIELD_NUMBER_SHIFT = 3;

    /** What is made once for each thread. */
    private static final class Reading {
        private final Utf8 text = new Utf8();
        private BinaryDecoder decoder;
    }

    private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);

    private BinaryAdEventReader() {}

    /** The event if it is a view, null if not; of Avro behind the bytes that name its schema. */
    public static AdView viewOfAvro(byte[] value) {
        Reading reading = READING.get();
        int frame = AdEventSchema.AVRO_FRAME_BYTES;
        BinaryDecoder in =
                DecoderFactory.get()
                        .binaryDecoder(value, frame, value.length - frame, reading.decoder);
        reading.decoder = in;
        try {
            in.skipString();
            in.skipString();
            String ad = in.readString();
            in.skipString();
            return VIEW.equals(in.readString(reading.text)) ? new AdView(ad, in.readLong()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event if it is a view, null if not; of Protobuf. */
    public static AdView viewOfProtobuf(byte[] value) {
        CodedInputStream in = CodedInputStream.newInstance(value);
        try {
            String ad = null;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag >>> FIELD_NUMBER_SHIFT) {
                    case 3 -> ad = in.readString();
                    case 5 -> {
                        if (!in.readString().equals("view")) {
                            return null;
                        }
                    }
                    case 6 -> {
                        return new AdView(ad, in.readInt64());
                    }
                    default -> in.skipField(tag);
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
