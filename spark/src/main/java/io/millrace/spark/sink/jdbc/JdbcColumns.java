package io.millrace.spark.sink.jdbc;

import io.millrace.spark.sink.jdbc.database.ColumnType;
import io.millrace.spark.sink.jdbc.database.JdbcError;
import io.millrace.spark.sink.jdbc.database.QueryColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark's columns as the database is told of them. */
final class JdbcColumns {

    private static final Map<DataType, ColumnType> TYPES =
            Map.ofEntries(
                    Map.entry(DataTypes.BooleanType, ColumnType.BOOLEAN),
                    Map.entry(DataTypes.ByteType, ColumnType.SMALLINT),
                    Map.entry(DataTypes.ShortType, ColumnType.SMALLINT),
                    Map.entry(DataTypes.IntegerType, ColumnType.INTEGER),
                    Map.entry(DataTypes.LongType, ColumnType.BIGINT),
                    Map.entry(DataTypes.FloatType, ColumnType.REAL),
                    Map.entry(DataTypes.DoubleType, ColumnType.DOUBLE),
                    Map.entry(DataTypes.BinaryType, ColumnType.BYTES),
                    Map.entry(DataTypes.DateType, ColumnType.DATE),
                    Map.entry(DataTypes.TimestampType, ColumnType.INSTANT),
                    Map.entry(DataTypes.TimestampNTZType, ColumnType.LOCAL_TIME));

    private JdbcColumns() {}

    /**
     * The columns of rows.
     *
     * @param table for messages
     * @throws io.millrace.common.error.MillraceException naming every column whose type no table
     *     can have
     */
    static List<QueryColumn> of(StructType schema, String table) {
        List<QueryColumn> columns = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (StructField field : schema.fields()) {
            column(field)
                    .ifPresentOrElse(
                            columns::add,
                            () ->
                                    refused.add(
                                            "the column '"
                                                    + field.name()
                                                    + "' is "
                                                    + field.dataType().sql()
                                                    + ", which a column of a table cannot be; write"
                                                    + " to_json("
                                                    + field.name()
                                                    + ") for a text or json column, or its fields"
                                                    + " one by one"));
        }
        if (!refused.isEmpty()) {
            throw JdbcError.JDBC_COLUMNS_MISMATCH.exception(table, String.join("; ", refused));
        }
        return columns;
    }

    private static Optional<QueryColumn> column(StructField field) {
        boolean array = field.dataType() instanceof ArrayType;
        DataType type = array ? ((ArrayType) field.dataType()).elementType() : field.dataType();
        return typeOf(type)
                .filter(known -> !array || known != ColumnType.BYTES)
                .map(
                        known ->
                                new QueryColumn(
                                        field.name(),
                                        known,
                                        array,
                                        declared(known, type) + (array ? "[]" : ""),
                                        type instanceof DecimalType number ? number.scale() : 0,
                                        field.dataType().sql()));
    }

    private static Optional<ColumnType> typeOf(DataType type) {
        if (type instanceof StringType) {
            return Optional.of(ColumnType.TEXT);
        }
        if (type instanceof DecimalType) {
            return Optional.of(ColumnType.DECIMAL);
        }
        return Optional.ofNullable(TYPES.get(type));
    }

    private static String declared(ColumnType known, DataType type) {
        return type instanceof DecimalType number
                ? known.declared() + "(" + number.precision() + "," + number.scale() + ")"
                : known.declared();
    }
}
