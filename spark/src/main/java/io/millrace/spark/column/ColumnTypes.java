package io.millrace.spark.column;

import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.DecimalType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Spark's types as field types, and the columns that hold them. */
public final class ColumnTypes {

    private static final Map<DataType, Scalar> SCALARS =
            Map.ofEntries(
                    Map.entry(DataTypes.BooleanType, Scalar.BOOLEAN),
                    Map.entry(DataTypes.ByteType, Scalar.BYTE),
                    Map.entry(DataTypes.ShortType, Scalar.SHORT),
                    Map.entry(DataTypes.IntegerType, Scalar.INT),
                    Map.entry(DataTypes.LongType, Scalar.LONG),
                    Map.entry(DataTypes.FloatType, Scalar.FLOAT),
                    Map.entry(DataTypes.DoubleType, Scalar.DOUBLE),
                    Map.entry(DataTypes.BinaryType, Scalar.BINARY),
                    Map.entry(DataTypes.DateType, Scalar.DATE),
                    Map.entry(DataTypes.TimestampType, Scalar.TIMESTAMP),
                    Map.entry(DataTypes.TimestampNTZType, Scalar.TIMESTAMP_NTZ),
                    Map.entry(DataTypes.createDayTimeIntervalType(), Scalar.DAY_TIME_INTERVAL));

    private static final Map<Scalar, DataType> OF_SCALARS =
            SCALARS.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private ColumnTypes() {}

    /**
     * The field type that is decoded into a column of this type.
     *
     * @param column the name of the column, for the message
     * @throws io.millrace.common.error.MillraceException if no column holds such values
     */
    public static FieldType fieldType(String column, DataType type) {
        if (type instanceof StringType) {
            return Scalar.STRING;
        }
        if (type instanceof org.apache.spark.sql.types.DecimalType decimal) {
            return new DecimalType(decimal.precision(), decimal.scale());
        }
        if (type instanceof org.apache.spark.sql.types.StructType struct) {
            return structType(struct);
        }
        if (type instanceof org.apache.spark.sql.types.ArrayType array) {
            return new ArrayType(fieldType(column, array.elementType()));
        }
        if (type instanceof org.apache.spark.sql.types.MapType map) {
            return new MapType(
                    fieldType(column, map.keyType()), fieldType(column, map.valueType()));
        }
        Scalar scalar = SCALARS.get(type);
        if (scalar == null) {
            throw ColumnError.UNSUPPORTED_TYPE.exception(column, type.sql());
        }
        return scalar;
    }

    /** The field types of all columns of a schema. */
    public static StructType structType(org.apache.spark.sql.types.StructType schema) {
        return new StructType(
                Arrays.stream(schema.fields())
                        .map(f -> new Field(f.name(), fieldType(f.name(), f.dataType())))
                        .toList());
    }

    /** The type of a column that holds values of this field type. */
    public static DataType dataType(FieldType type) {
        if (type instanceof Scalar scalar) {
            return scalar == Scalar.STRING ? DataTypes.StringType : OF_SCALARS.get(scalar);
        } else if (type instanceof DecimalType decimal) {
            return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
        } else if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(dataType(array.element()));
        } else if (type instanceof MapType map) {
            return DataTypes.createMapType(dataType(map.key()), dataType(map.value()));
        }
        return schema((StructType) type);
    }

    /** The columns that hold the fields of a struct. */
    public static org.apache.spark.sql.types.StructType schema(StructType type) {
        return new org.apache.spark.sql.types.StructType(
                type.fields().stream()
                        .map(
                                f ->
                                        new StructField(
                                                f.name(),
                                                dataType(f.type()),
                                                true,
                                                Metadata.empty()))
                        .toArray(StructField[]::new));
    }

    /** A column for values of this type, with room for so many rows. */
    public static FieldVector newVector(String column, DataType type, int rows) {
        FieldType fieldType = fieldType(column, type);
        if (fieldType instanceof Scalar scalar) {
            return scalarVector(scalar, type, rows);
        }
        if (fieldType instanceof DecimalType decimal) {
            return decimal.fitsLong() ? new LongVector(type, rows) : new DecimalVector(type, rows);
        }
        if (type instanceof org.apache.spark.sql.types.StructType struct) {
            FieldVector[] fields =
                    Arrays.stream(struct.fields())
                            .map(f -> newVector(f.name(), f.dataType(), rows))
                            .toArray(FieldVector[]::new);
            return new StructVector(type, rows, fields);
        }
        if (type instanceof org.apache.spark.sql.types.ArrayType array) {
            return new ArrayVector(type, rows, newVector(column, array.elementType(), rows));
        }
        org.apache.spark.sql.types.MapType map = (org.apache.spark.sql.types.MapType) type;
        return new MapVector(
                type,
                rows,
                newVector(column, map.keyType(), rows),
                newVector(column, map.valueType(), rows));
    }

    private static FieldVector scalarVector(Scalar scalar, DataType type, int rows) {
        return switch (scalar) {
            case BOOLEAN -> new BooleanVector(type, rows);
            case BYTE -> new ByteVector(type, rows);
            case SHORT -> new ShortVector(type, rows);
            case INT, DATE -> new IntVector(type, rows);
            case LONG, TIMESTAMP, TIMESTAMP_NTZ, DAY_TIME_INTERVAL -> new LongVector(type, rows);
            case FLOAT -> new FloatVector(type, rows);
            case DOUBLE -> new DoubleVector(type, rows);
            case STRING, BINARY -> new BytesVector(type, rows);
        };
    }
}
