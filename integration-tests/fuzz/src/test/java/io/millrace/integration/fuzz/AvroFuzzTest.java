package io.millrace.integration.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever the bytes are, an Avro record is decoded or malformed. */
class AvroFuzzTest {

    private static final String SCHEMA =
            """
            {"type": "record", "name": "R", "fields": [
              {"name": "b", "type": "boolean"},
              {"name": "i", "type": "int"},
              {"name": "l", "type": ["null", "long"]},
              {"name": "f", "type": "float"},
              {"name": "d", "type": "double"},
              {"name": "s", "type": "string"},
              {"name": "x", "type": "bytes"},
              {"name": "fixed", "type": {"type": "fixed", "name": "F", "size": 3}},
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
              {"name": "u", "type": ["int", "string"]},
              {"name": "p", "type": {"type": "bytes", "logicalType": "decimal", "precision": 5}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "t", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "a", "type": {"type": "array", "items": ["null", {
                "type": "record", "name": "I", "fields": [{"name": "k", "type": "string"}]}]}},
              {"name": "m", "type": {"type": "map", "values": "long"}}
            ]}""";

    private final ValueReading reading =
            ValueReading.of(Map.of("value.format", "avro", "value.avro.schema", SCHEMA), "");

    @FuzzTest(maxDuration = "10m")
    void decodesAnyRecord(byte[] record) {
        reading.decode(record);
    }
}
