package io.millrace.spark.sink.kafka;

import io.millrace.common.option.NearestName;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.spark.deadletter.DeadLetterColumn;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.record.RecordField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which column of the rows makes which part of the records. Checked when the query starts, so that
 * no row fails for its shape. Immutable.
 *
 * @param schema the columns of the rows
 * @param topic the topic of the table, or null if every row must carry one
 * @param parts the ordinals of columns that are parts of the record as they are
 * @param valueColumns the ordinals of the columns that make the value, but for the raw format
 * @param keyColumns the ordinals of the columns that make the key
 * @param letterColumn the ordinal of the column that makes a row a dead letter; -1 if there is none
 */
record SinkLayout(
        ValueFormat format,
        StructType schema,
        String topic,
        Map<RecordField, Integer> parts,
        List<Integer> valueColumns,
        List<Integer> keyColumns,
        int letterColumn)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the raw format writes; like Spark's Kafka sink it passes over all other columns. */
    private static final List<RecordField> RAW_PARTS =
            List.of(
                    RecordField.KEY,
                    RecordField.VALUE,
                    RecordField.HEADERS,
                    RecordField.TOPIC,
                    RecordField.PARTITION);

    private static final Set<ValueFormat> WRITABLE =
            EnumSet.of(ValueFormat.RAW, ValueFormat.JSON, ValueFormat.TEXT);

    static SinkLayout of(OptionValues options, StructType schema) {
        ValueFormat format = options.get(TableOptions.VALUE_FORMAT);
        String topic = options.find(TableOptions.TOPIC).orElse(null);
        String shownTopic = shown(topic);
        Map<RecordField, Integer> parts = new EnumMap<>(RecordField.class);
        List<Integer> values = new ArrayList<>();
        int letterColumn = -1;
        for (int i = 0; i < schema.length(); i++) {
            StructField column = schema.fields()[i];
            if (column.name().equals(DeadLetterColumn.NAME)) {
                letterColumn = checkedLetters(column, i, shownTopic);
                continue;
            }
            Optional<RecordField> part =
                    format == ValueFormat.RAW
                            ? RecordField.ofRaw(column.name()).filter(RAW_PARTS::contains)
                            : RecordField.ofMetadata(column.name());
            if (part.isPresent()) {
                checkPart(part.get(), column, shownTopic);
                parts.put(part.get(), i);
            } else {
                values.add(i);
            }
        }
        SinkLayout layout =
                new SinkLayout(
                        format,
                        schema,
                        topic,
                        parts,
                        values,
                        keyColumns(options, schema, shownTopic),
                        letterColumn);
        layout.check(shownTopic);
        return layout;
    }

    private static int checkedLetters(StructField column, int ordinal, String topic) {
        if (!DeadLetterColumn.fits(column.dataType())) {
            throw SinkError.SINK_COLUMN_TYPE.exception(
                    column.name(),
                    topic,
                    "some of the fields of " + DeadLetterColumn.TYPE.sql(),
                    column.dataType().sql());
        }
        return ordinal;
    }

    private static String shown(String topic) {
        return topic == null ? "(of each row)" : topic;
    }

    private void check(String shownTopic) {
        if (!WRITABLE.contains(format)) {
            throw SinkError.SINK_FORMAT_UNSUPPORTED.exception(
                    shownTopic, format.name().toLowerCase(Locale.ROOT));
        }
        String topicColumn = format == ValueFormat.RAW ? "topic" : "_topic";
        if (topic == null && !parts.containsKey(RecordField.TOPIC)) {
            throw SinkError.SINK_TOPIC_MISSING.exception(
                    "neither the table nor the query names one", topicColumn);
        }
        if (format == ValueFormat.RAW && !parts.containsKey(RecordField.VALUE)) {
            throw SinkError.SINK_COLUMN_MISSING.exception(
                    shownTopic,
                    "value",
                    "the raw format needs",
                    "Name a STRING or BINARY column value, or set value.format=json");
        }
        if (format == ValueFormat.JSON && valueColumns.isEmpty()) {
            throw SinkError.SINK_COLUMN_MISSING.exception(
                    shownTopic, "(any)", "makes the value", "Select at least one column");
        }
        boolean oneString =
                valueColumns.size() == 1
                        && schema.fields()[valueColumns.get(0)].dataType() instanceof StringType;
        if (format == ValueFormat.TEXT && !oneString) {
            throw SinkError.SINK_COLUMN_TYPE.exception(
                    "value", shownTopic, "one column of type STRING", schema.sql());
        }
    }

    /**
     * Checks that the value has the columns that its table declares, of the same types.
     *
     * @throws io.millrace.common.error.MillraceException if it has others
     */
    void requireDeclared(StructType declared) {
        if (format == ValueFormat.RAW) {
            return;
        }
        StructType given = columns(valueColumns);
        for (StructField column : declared.fields()) {
            int ordinal = List.of(given.fieldNames()).indexOf(column.name());
            boolean ofRow = RecordField.ofMetadata(column.name()).isEmpty();
            if (ordinal < 0 && ofRow && !column.name().equals(DeadLetterColumn.NAME)) {
                throw SinkError.SINK_COLUMN_MISSING.exception(
                        shown(topic),
                        column.name(),
                        "the table declares",
                        "The query gives " + String.join(", ", schema.fieldNames()));
            }
            if (ordinal >= 0) {
                DataType found = given.fields()[ordinal].dataType();
                if (!found.asNullable().sameType(column.dataType().asNullable())) {
                    throw SinkError.SINK_COLUMN_TYPE.exception(
                            column.name(), topic, column.dataType().sql(), found.sql());
                }
            }
        }
        List<String> known = List.of(declared.fieldNames());
        for (String name : given.fieldNames()) {
            if (!known.contains(name)) {
                String remedy =
                        NearestName.of(name, known)
                                .map(near -> "Did you mean '" + near + "'")
                                .orElse("Declare it, or leave it out of the query");
                throw SinkError.SINK_COLUMN_UNKNOWN.exception(
                        name, topic, "the table declares no such column", remedy);
            }
        }
    }

    private static List<Integer> keyColumns(OptionValues options, StructType schema, String topic) {
        List<Integer> ordinals = new ArrayList<>();
        for (String name : options.find(SinkOptions.KEY_COLUMNS).orElse(List.of())) {
            if (options.get(TableOptions.VALUE_FORMAT) == ValueFormat.RAW) {
                throw OptionError.CONFLICTING_OPTIONS.exception(
                        "key.columns and value.format=raw",
                        "a millrace table",
                        "the raw format takes the key from the column 'key'");
            }
            int ordinal = List.of(schema.fieldNames()).indexOf(name);
            if (ordinal < 0) {
                throw SinkError.SINK_COLUMN_MISSING.exception(
                        shown(topic),
                        name,
                        "the option key.columns names",
                        "The query gives " + String.join(", ", schema.fieldNames()));
            }
            ordinals.add(ordinal);
        }
        return ordinals;
    }

    private static void checkPart(RecordField part, StructField column, String topic) {
        if (part == RecordField.OFFSET) {
            throw SinkError.SINK_COLUMN_UNKNOWN.exception(
                    column.name(), topic, "Kafka alone sets it", "Take it out or rename it");
        }
        DataType type = column.dataType();
        boolean bytes = part == RecordField.KEY || part == RecordField.VALUE;
        boolean fits =
                bytes
                        ? type instanceof StringType || type instanceof BinaryType
                        : type.asNullable().sameType(part.type().asNullable());
        if (!fits) {
            throw SinkError.SINK_COLUMN_TYPE.exception(
                    column.name(),
                    topic,
                    bytes ? "STRING or BINARY" : part.type().sql(),
                    type.sql());
        }
    }

    /** The columns of these ordinals. */
    StructType columns(List<Integer> ordinals) {
        return new StructType(
                ordinals.stream().map(i -> schema.fields()[i]).toArray(StructField[]::new));
    }
}
