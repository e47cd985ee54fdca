package io.millrace.spark.deadletter;

import io.millrace.common.PublicApi;
import io.millrace.spark.record.RecordField;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The column by which a query says that a row is a dead letter: where it is not null, a millrace
 * sink writes the row to the dead-letter topic, not to its own.
 */
@PublicApi
public final class DeadLetterColumn {

    public static final String NAME = "_deadletter";

    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String TIMESTAMP = "timestamp";
    public static final String KEY = "key";
    public static final String VALUE = "value";
    public static final String HEADERS = "headers";
    public static final String ROW = "row";

    /**
     * The fields that the column may have. {@code value} is the value of the record; without it the
     * dead letter has {@code row}, a text, and without that the row as JSON.
     */
    public static final StructType TYPE =
            new StructType()
                    .add(REASON, DataTypes.StringType)
                    .add(MESSAGE, DataTypes.StringType)
                    .add(TOPIC, DataTypes.StringType)
                    .add(PARTITION, DataTypes.IntegerType)
                    .add(OFFSET, DataTypes.LongType)
                    .add(TIMESTAMP, DataTypes.TimestampType)
                    .add(KEY, DataTypes.BinaryType)
                    .add(VALUE, DataTypes.BinaryType)
                    .add(HEADERS, RecordField.HEADERS.type())
                    .add(ROW, DataTypes.StringType);

    private DeadLetterColumn() {}

    /** Whether a column of this type says what is needed: some of the fields, of their types. */
    public static boolean fits(DataType type) {
        if (!(type instanceof StructType struct)) {
            return false;
        }
        for (var field : struct.fields()) {
            boolean known =
                    TYPE.getFieldIndex(field.name()).isDefined()
                            && TYPE.apply(field.name())
                                    .dataType()
                                    .asNullable()
                                    .sameType(field.dataType().asNullable());
            if (!known) {
                return false;
            }
        }
        return true;
    }
}
