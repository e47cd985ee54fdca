package io.millrace.spark.table;

import io.millrace.common.option.OptionValues;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.option.TopicOptions;
import io.millrace.spark.option.ValueFormat;
import io.millrace.spark.record.RecordField;
import io.millrace.spark.sink.kafka.KafkaWrite;
import io.millrace.spark.source.MillraceScanBuilder;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One or more Kafka topics as a table. */
final class MillraceTable implements SupportsRead, SupportsWrite, SupportsMetadataColumns {

    private static final Set<TableCapability> CAPABILITIES =
            EnumSet.of(
                    TableCapability.BATCH_READ,
                    TableCapability.MICRO_BATCH_READ,
                    TableCapability.BATCH_WRITE,
                    TableCapability.STREAMING_WRITE);

    private final Map<String, String> given;
    private final OptionValues options;
    private final StructType schema;

    MillraceTable(Map<String, String> given, StructType schema) {
        this.given = Map.copyOf(given);
        this.options = MillraceProvider.parse(given);
        this.schema = schema.asNullable();
    }

    @Override
    public String name() {
        return "millrace["
                + options.find(TableOptions.TOPIC)
                        .or(() -> options.find(TopicOptions.SUBSCRIBE))
                        .or(() -> options.find(TopicOptions.SUBSCRIBE_PATTERN))
                        .or(() -> options.find(TopicOptions.ASSIGN))
                        .orElse("")
                + "]";
    }

    @Override
    public Column[] columns() {
        Column[] columns = new Column[schema.length()];
        for (int i = 0; i < columns.length; i++) {
            StructField field = schema.fields()[i];
            columns[i] = Column.create(field.name(), field.dataType());
        }
        return columns;
    }

    /**
     * What is written raw need not have the columns that are read; elsewhere Spark fits rows to the
     * columns.
     */
    @Override
    public Set<TableCapability> capabilities() {
        if (format() != ValueFormat.RAW) {
            return CAPABILITIES;
        }
        Set<TableCapability> capabilities = EnumSet.copyOf(CAPABILITIES);
        capabilities.add(TableCapability.ACCEPT_ANY_SCHEMA);
        return capabilities;
    }

    private ValueFormat format() {
        return options.get(TableOptions.VALUE_FORMAT);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        if (format() == ValueFormat.RAW) {
            return new MetadataColumn[0];
        }
        return RecordField.metadata().stream().map(OfRecord::new).toArray(MetadataColumn[]::new);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap scanOptions) {
        return new MillraceScanBuilder(over(scanOptions), schema);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new KafkaWrite(over(info.options()), schema, info.schema());
    }

    /** The options of the table with those that one read or write gives beside them. */
    private OptionValues over(CaseInsensitiveStringMap more) {
        if (more.isEmpty()) {
            return options;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(given);
        all.putAll(more.asCaseSensitiveMap());
        return MillraceProvider.parse(all);
    }

    /** Spark shows this as the name of the sink. */
    @Override
    public String toString() {
        return name() + " " + KafkaWrite.promised(options);
    }

    private record OfRecord(RecordField field) implements MetadataColumn {

        @Override
        public String name() {
            return field.metadataName().orElseThrow();
        }

        @Override
        public DataType dataType() {
            return field.type();
        }

        @Override
        public String comment() {
            return field.doc();
        }
    }
}
