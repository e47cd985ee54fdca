package io.millrace.benchmark.decode;

import io.millrace.benchmark.records.AdEvents;
import io.millrace.benchmark.records.RecordBuffer;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** Ad events as they lie in topics. */
final class AdEventValues {

    /** How many there are. */
    static final int COUNT = 1_000;

    private static final String FIELDS =
            "event_type STRING, ad_id STRING, event_time BIGINT, user_id STRING, page_id STRING,"
                    + " ad_type STRING, ip_address STRING";

    private AdEventValues() {}

    static byte[][] json() {
        AdEvents events = new AdEvents(1);
        RecordBuffer buffer = new RecordBuffer();
        return IntStream.range(0, COUNT)
                .mapToObj(
                        event -> {
                            events.write(event, buffer);
                            return buffer.value();
                        })
                .toArray(byte[][]::new);
    }

    /**
     * The columns that are requested: the first of the event type, ad and time that W2 needs, then
     * the others.
     */
    static StructType schema(int fields) {
        StructType all = StructType.fromDDL(FIELDS);
        StructType requested = new StructType();
        for (int i = 0; i < fields; i++) {
            requested = requested.add(all.fields()[i]);
        }
        return requested;
    }
}
