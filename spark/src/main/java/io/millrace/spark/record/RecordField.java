package io.millrace.spark.record;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a Kafka record carries beside (or, raw, including) its value: the columns of the raw format,
 * and the metadata columns of every other format.
 */
public enum RecordField {
    KEY("key", "_key", DataTypes.BinaryType, "The key of the record."),
    VALUE("value", null, DataTypes.BinaryType, "The value of the record."),
    TOPIC("topic", "_topic", DataTypes.StringType, "The topic of the record."),
    PARTITION("partition", "_partition", DataTypes.IntegerType, "The partition of the record."),
    OFFSET("offset", "_offset", DataTypes.LongType, "The offset of the record in its partition."),
    TIMESTAMP("timestamp", "_timestamp", DataTypes.TimestampType, "The timestamp of the record."),
    TIMESTAMP_TYPE(
            "timestampType",
            null,
            DataTypes.IntegerType,
            "0 where the producer set the timestamp, 1 where the broker did."),
    HEADERS(
            "headers",
            "_headers",
            DataTypes.createArrayType(
                    new StructType(
                            new StructField[] {
                                new StructField(
                                        "key", DataTypes.StringType, true, Metadata.empty()),
                                new StructField(
                                        "value", DataTypes.BinaryType, true, Metadata.empty())
                            })),
            "The headers of the record, in order; null if there are none.");

    private final String rawName;
    private final String metadataName;
    private final DataType type;
    private final String doc;

    RecordField(String rawName, String metadataName, DataType type, String doc) {
        this.rawName = rawName;
        this.metadataName = metadataName;
        this.type = type;
        this.doc = doc;
    }

    public DataType type() {
        return type;
    }

    public String doc() {
        return doc;
    }

    /** The name of the column in the raw format. */
    public String rawName() {
        return rawName;
    }

    /** The name of the metadata column, if this is one. */
    public Optional<String> metadataName() {
        return Optional.ofNullable(metadataName);
    }

    /** The fields that are metadata columns, in their order. */
    public static List<RecordField> metadata() {
        return Arrays.stream(values()).filter(f -> f.metadataName != null).toList();
    }

    /** The field behind a column of the raw format. */
    public static Optional<RecordField> ofRaw(String column) {
        return Arrays.stream(values()).filter(f -> f.rawName.equals(column)).findFirst();
    }

    /** The field behind a metadata column. */
    public static Optional<RecordField> ofMetadata(String column) {
        return Arrays.stream(values()).filter(f -> column.equals(f.metadataName)).findFirst();
    }

    /** The columns of the raw format: those of Spark's own Kafka source. */
    public static StructType rawSchema(HeadersColumn headers) {
        StructField[] columns =
                Arrays.stream(values())
                        .filter(f -> f != HEADERS || headers == HeadersColumn.INCLUDED)
                        .map(f -> new StructField(f.rawName, f.type, true, Metadata.empty()))
                        .toArray(StructField[]::new);
        return new StructType(columns);
    }

    /** Whether the raw format has a column for the headers. */
    public enum HeadersColumn {
        INCLUDED,
        LEFT_OUT
    }
}
