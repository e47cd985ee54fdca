package io.millrace.cli.records;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.cli.output.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/** Everything about each record, as an object in a line of its own. */
final class JsonRecords implements RecordFormat {

    private final JsonGenerator json;
    private final JsonBytes bytes;
    private final boolean array;
    private boolean first = true;

    private JsonRecords(OutputStream out, boolean array) throws IOException {
        this.json = JsonText.generator(out);
        this.bytes = new JsonBytes(json);
        this.array = array;
    }

    /** One object per line. */
    static JsonRecords lines(OutputStream out) throws IOException {
        return new JsonRecords(out, false);
    }

    /** One array of all objects. */
    static JsonRecords array(OutputStream out) throws IOException {
        return new JsonRecords(out, true);
    }

    @Override
    public void write(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (array) {
            json.writeRaw(first ? "[\n" : ",\n");
            first = false;
        }
        json.writeStartObject();
        json.writeStringField("topic", record.topic());
        json.writeNumberField("partition", record.partition());
        json.writeNumberField("offset", record.offset());
        writeTimestamp(record);
        bytes.write("key", record.key());
        bytes.write("value", record.value());
        json.writeArrayFieldStart("headers");
        for (Header header : record.headers()) {
            json.writeStartObject();
            json.writeStringField("key", header.key());
            bytes.write("value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        if (!array) {
            json.writeRaw('\n');
        }
    }

    private void writeTimestamp(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE) {
            json.writeNullField("timestamp");
        } else {
            json.writeStringField("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        }
        json.writeStringField("timestampType", record.timestampType().toString());
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void end() throws IOException {
        if (array) {
            json.writeRaw(first ? "[]\n" : "\n]\n");
        }
        json.flush();
    }
}
