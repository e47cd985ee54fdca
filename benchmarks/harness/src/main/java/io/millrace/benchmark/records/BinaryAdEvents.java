package io.millrace.benchmark.records;

import io.millrace.benchmark.schema.AdEventSchema;
import java.util.Locale;

/** The {@link AdEvents} in a format with a schema, about 160 bytes: {@link AdEventSchema}. */
public final class BinaryAdEvents implements RecordSource {

    /** How they are written. */
    public enum Format {
        /** Behind the five bytes of Confluent's wire format: zero, and the id of the schema. */
        AVRO,
        /** As they are, without anything before them. */
        PROTOBUF
    }

    private static final int UUID_LENGTH = 36;
    private static final int TEXT_WIRE_TYPE = 2;
    private static final int VARINT_WIRE_TYPE = 0;

    private final AdEvents events;
    private final Format format;

    public BinaryAdEvents(long seed, Format format) {
        this.events = new AdEvents(seed);
        this.format = format;
    }

    @Override
    public String id() {
        return events.id() + "-" + format.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(long event, RecordBuffer into) {
        long time = events.timeOf(event);
        into.begin(time);
        if (format == Format.AVRO) {
            into.putByte(0);
            for (int shift = 24; shift >= 0; shift -= 8) {
                into.putByte(AdEventSchema.AVRO_ID >>> shift);
            }
        }
        beginText(1, UUID_LENGTH, into);
        events.writeUser(event, into);
        beginText(2, UUID_LENGTH, into);
        events.writePage(event, into);
        putText(3, events.adText(event), into);
        putText(4, events.adTypeText(event), into);
        putText(5, events.eventTypeText(event), into);
        putTime(time, into);
        beginText(7, events.addressLength(event), into);
        events.writeAddress(event, into);
    }

    private void putText(int field, byte[] text, RecordBuffer into) {
        beginText(field, text.length, into);
        into.put(text);
    }

    private void beginText(int field, int length, RecordBuffer into) {
        if (format == Format.AVRO) {
            into.putVarint(2L * length);
        } else {
            into.putByte(field << 3 | TEXT_WIRE_TYPE).putVarint(length);
        }
    }

    private void putTime(long time, RecordBuffer into) {
        if (format == Format.AVRO) {
            into.putVarint(2 * time);
        } else {
            into.putByte(6 << 3 | VARINT_WIRE_TYPE).putVarint(time);
        }
    }
}
