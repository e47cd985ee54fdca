package io.millrace.spark;

import io.millrace.format.schema.FieldType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Field types as types of Spark. */
public final class SparkTypes {

    private SparkTypes() {}

    /** The schema with these fields. */
    public static StructType of(FieldType.StructType type) {
        StructType struct = new StructType();
        for (FieldType.Field field : type.fields()) {
            struct = struct.add(field.name(), sparkType(field.type()));
        }
        return struct;
    }

    private static DataType sparkType(FieldType type) {
        if (type instanceof FieldType.StructType struct) {
            return of(struct);
        } else if (type instanceof FieldType.ArrayType array) {
            return DataTypes.createArrayType(sparkType(array.element()));
        } else if (type instanceof FieldType.MapType map) {
            return DataTypes.createMapType(sparkType(map.key()), sparkType(map.value()));
        } else if (type instanceof FieldType.DecimalType decimal) {
            return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
        }
        return switch ((FieldType.Scalar) type) {
            case BOOLEAN -> DataTypes.BooleanType;
            case BYTE -> DataTypes.ByteType;
            case SHORT -> DataTypes.ShortType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case FLOAT -> DataTypes.FloatType;
            case DOUBLE -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case BINARY -> DataTypes.BinaryType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case TIMESTAMP_NTZ -> DataTypes.TimestampNTZType;
            case DAY_TIME_INTERVAL -> DataTypes.createDayTimeIntervalType();
        };
    }
}
