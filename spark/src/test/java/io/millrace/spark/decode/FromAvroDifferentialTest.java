package io.millrace.spark.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.avro.AvroFormat;
import io.millrace.format.avro.RandomAvro;
import io.millrace.spark.LocalStack;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.spark.sql.avro.AvroDataToCatalyst;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Random records of random schemas give the very rows that {@code from_avro} gives. */
class FromAvroDifferentialTest {

    private static final int SCHEMA_PAIRS = 250;
    private static final int RECORDS = 20;

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void readsWhatFromAvroReads(long seed) {
        LocalStack.session();
        Random random = new Random(seed);
        int same = 0;
        for (int pair = 0; pair < SCHEMA_PAIRS; pair++) {
            RandomAvro avro = new RandomAvro(random);
            Schema writer = avro.schema();
            Schema reader = evolvedRecord(avro, writer);
            AvroDataToCatalyst fromAvro = fromAvro(writer, reader);
            StructType schema = ColumnTypes.schema(AvroFormat.columns(reader));
            assertThat(schema.json())
                    .isEqualTo(withoutNullType(fromAvro.dataType()).asNullable().json());

            FieldVector[] columns = new FieldVector[schema.length()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = ColumnTypes.newVector("c", schema.fields()[i].dataType(), RECORDS);
            }
            RecordDecoder decoder =
                    AvroFormat.of(reader).decoder(writer, ColumnTypes.structType(schema), columns);
            ColumnarBatch batch = new ColumnarBatch(columns.clone(), RECORDS);
            for (int row = 0; row < RECORDS; row++) {
                byte[] bytes = avro.encoded(writer, avro.value(writer));
                Outcome outcome = decoder.decode(bytes, 0, bytes.length, row);
                if (outcome == Outcome.MALFORMED && decoder.problem().contains("a decimal")) {
                    // A text that is read as a decimal; Spark drops what is too much of it.
                    continue;
                }
                InternalRow expected =
                        (InternalRow) fromAvro.eval(new GenericInternalRow(new Object[] {bytes}));
                assertThat(text(batch.getRow(row), schema))
                        .as(() -> "seed " + seed + "\n" + writer + "\n" + reader)
                        .isEqualTo(text(expected, schema));
                same++;
            }
        }
        assertThat(same).isGreaterThan(SCHEMA_PAIRS * RECORDS / 2);
    }

    private static Schema evolvedRecord(RandomAvro avro, Schema writer) {
        Schema evolved = avro.evolved(writer);
        return evolved.isUnion()
                ? evolved.getTypes().stream()
                        .filter(t -> t.getType() == Schema.Type.RECORD)
                        .findFirst()
                        .orElseThrow()
                : evolved;
    }

    private static AvroDataToCatalyst fromAvro(Schema writer, Schema reader) {
        Map<String, String> options =
                Map.of(
                        "avroSchema", reader.toString(),
                        "mode", "PERMISSIVE",
                        "datetimeRebaseMode", "CORRECTED");
        return new AvroDataToCatalyst(
                new BoundReference(0, DataTypes.BinaryType, true),
                writer.toString(),
                Map$.MODULE$.from(CollectionConverters.asScala(options)));
    }

    /** Columns of nothing but null are strings. */
    private static DataType withoutNullType(DataType type) {
        if (type instanceof NullType) {
            return DataTypes.StringType;
        } else if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(withoutNullType(array.elementType()));
        } else if (type instanceof MapType map) {
            return DataTypes.createMapType(map.keyType(), withoutNullType(map.valueType()));
        } else if (type instanceof StructType struct) {
            StructType changed = new StructType();
            for (var field : struct.fields()) {
                changed = changed.add(field.name(), withoutNullType(field.dataType()));
            }
            return changed;
        }
        return type;
    }

    /** The row as text, the entries of maps in the order of their keys. */
    private static String text(InternalRow row, StructType schema) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < schema.length(); i++) {
            fields.add(
                    schema.fields()[i].name() + ": " + text(row, i, schema.fields()[i].dataType()));
        }
        return fields.toString();
    }

    private static String text(SpecializedGetters values, int at, DataType type) {
        if (values.isNullAt(at)) {
            return "null";
        } else if (type instanceof StructType struct) {
            return text(values.getStruct(at, struct.length()), struct);
        } else if (type instanceof ArrayType array) {
            return texts(values.getArray(at), array.elementType()).toString();
        } else if (type instanceof MapType map) {
            MapData entries = values.getMap(at);
            List<String> keys = texts(entries.keyArray(), map.keyType());
            List<String> each = texts(entries.valueArray(), map.valueType());
            List<String> pairs = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                pairs.add(keys.get(i) + "=" + each.get(i));
            }
            pairs.sort(Comparator.naturalOrder());
            return pairs.toString();
        } else if (type instanceof BinaryType) {
            return HexFormat.of().formatHex(values.getBinary(at));
        }
        return values.get(at, type).toString();
    }

    private static List<String> texts(ArrayData array, DataType type) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.numElements(); i++) {
            texts.add(text(array, i, type));
        }
        return texts;
    }
}
