package io.millrace.spark.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.json.JsonDocuments;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.format.predicate.RowSelection;
import io.millrace.spark.LocalStack;
import io.millrace.spark.SparkTypes;
import io.millrace.spark.column.ColumnTypes;
import io.millrace.spark.column.FieldVector;
import io.millrace.spark.predicate.PredicateTranslation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedPredicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.json.JsonToStructsEvaluator;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Strategy$;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.OptionConverters;

/**
 * With a predicate a source gives the rows that Spark's filter lets through of what from_json
 * gives, whatever the documents hold: it skips none that Spark would keep, and of documents without
 * fault all the others.
 */
class PredicateDifferentialTest {

    private static final int DOCUMENTS = Integer.getInteger("predicate.documents", 300);
    private static final int PREDICATES = Integer.getInteger("predicate.predicates", 100);
    private static final String ZONE = "America/Bahia_Banderas";
    private static final StructType SCHEMA = SparkTypes.of(JsonDocuments.SCHEMA);
    private static final Pattern HARMFUL = Pattern.compile("[eE][-+]?[0-9]{5,}");
    private static final String[] FIELDS = {
        "bool",
        "byte",
        "short",
        "int",
        "long",
        "float",
        "double",
        "str",
        "binary",
        "date",
        "timestamp",
        "local_timestamp",
        "decimal",
        "wide",
        "struct",
        "struct.a",
        "struct.b",
        "struct.c",
        "struct.c.x",
        "array",
        "map",
        "é",
        "`\"quoted\"`"
    };

    private final FieldVector[] columns = new FieldVector[SCHEMA.length()];
    private final ColumnarBatch batch;
    private final UnsafeProjection ours = UnsafeProjection.create(SCHEMA);
    private final UnsafeProjection sparks = UnsafeProjection.create(SCHEMA);
    private final Dataset<Row> table =
            LocalStack.session()
                    .createDataFrame(
                            JavaSparkContext.fromSparkContext(LocalStack.session().sparkContext())
                                    .<Row>emptyRDD(),
                            SCHEMA);

    PredicateDifferentialTest() {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnTypes.newVector("c", SCHEMA.fields()[i].dataType(), 1);
        }
        batch = new ColumnarBatch(columns.clone(), 1);
    }

    /** A condition as Spark filters with it, and as it is pushed. */
    private record Condition(
            String text, InterpretedPredicate ofSpark, List<RowPredicate> pushed) {}

    @ParameterizedTest
    @CsvSource({"31, false", "32, true", "33, true"})
    void skipsWhatSparkWouldFilterOut(long seed, boolean odd) {
        Random random = new Random(seed);
        JsonDocuments documents =
                odd ? JsonDocuments.oddAndDamaged(random) : JsonDocuments.wellFormed(random);
        List<byte[]> values = new ArrayList<>();
        List<InternalRow> rows = new ArrayList<>();
        JsonToStructsEvaluator fromJson =
                new JsonToStructsEvaluator(
                        Map$.MODULE$.empty(), SCHEMA, "_corrupt_record", Option.apply(ZONE), false);
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = nextHarmless(documents);
            Object row = fromJson.evaluate(UTF8String.fromBytes(document));
            values.add(document);
            rows.add(
                    row == null
                            ? new GenericInternalRow(SCHEMA.length())
                            : ((InternalRow) row).copy());
        }
        long skipped = 0;
        long kept = 0;
        for (int p = 0; p < PREDICATES; p++) {
            Condition condition = condition(random, rows);
            RecordDecoder decoder =
                    new JsonValueDecoding(Map.of(), ZONE, "_corrupt_record")
                            .newDecoder(
                                    SCHEMA,
                                    columns,
                                    new RowSelection(
                                            condition.pushed(), RowSelection.Rule.BY_WHOLE_ROW));
            for (int i = 0; i < DOCUMENTS; i++) {
                for (FieldVector column : columns) {
                    column.reset();
                }
                byte[] value = values.get(i);
                Outcome outcome = decoder.decode(value, 0, value.length, 0);
                boolean wanted = condition.ofSpark().eval(rows.get(i));
                if (outcome == Outcome.SKIPPED) {
                    skipped++;
                    if (wanted) {
                        assertThat(outcome).as(describe(condition, value)).isNull();
                    }
                    continue;
                }
                kept++;
                if (!ours.apply(batch.getRow(0)).equals(sparks.apply(rows.get(i)))) {
                    assertThat(batch.getRow(0).toSeq(SCHEMA).mkString("\n"))
                            .as(describe(condition, value))
                            .isEqualTo(rows.get(i).toSeq(SCHEMA).mkString("\n"));
                }
                if (!odd && !wanted) {
                    assertThat(outcome).as(describe(condition, value)).isEqualTo(Outcome.SKIPPED);
                }
            }
        }
        long all = (long) DOCUMENTS * PREDICATES;
        assertThat(skipped).isGreaterThan(all / 10);
        assertThat(kept).isGreaterThan(all / 10);
    }

    private static String describe(Condition condition, byte[] document) {
        return condition.text()
                + " pushed as "
                + condition.pushed()
                + " of "
                + JsonDocuments.describe(document);
    }

    /** One that can be pushed as a whole. */
    private Condition condition(Random random, List<InternalRow> rows) {
        while (true) {
            Column column = column(random, rows, 2);
            var plan = table.where(column).queryExecution().optimizedPlan();
            if (!(plan instanceof Filter filter)) {
                continue;
            }
            PredicateTranslation translation = new PredicateTranslation(SCHEMA);
            List<RowPredicate> pushed = new ArrayList<>();
            boolean whole = true;
            for (Expression conjunct : conjuncts(filter.condition())) {
                Optional<RowPredicate> translated =
                        OptionConverters.toJava(
                                        DataSourceV2Strategy$.MODULE$.translateFilterV2(conjunct))
                                .flatMap(translation::translate);
                translated.ifPresent(pushed::add);
                whole &= translated.isPresent();
            }
            if (whole) {
                Expression bound =
                        BindReferences.bindReference(
                                filter.condition(),
                                org.apache.spark.sql.catalyst.expressions.package$.MODULE$
                                        .AttributeSeq(filter.child().output()),
                                false);
                return new Condition(
                        filter.condition().sql(), new InterpretedPredicate(bound), pushed);
            }
        }
    }

    private static List<Expression> conjuncts(Expression condition) {
        List<Expression> all = new ArrayList<>();
        if (condition instanceof And and) {
            all.addAll(conjuncts(and.left()));
            all.addAll(conjuncts(and.right()));
        } else {
            all.add(condition);
        }
        return all;
    }

    private static Column column(Random random, List<InternalRow> rows, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 5 -> column(random, rows, depth - 1).and(column(random, rows, depth - 1));
            case 6 -> column(random, rows, depth - 1).or(column(random, rows, depth - 1));
            case 7 -> functions.not(column(random, rows, depth - 1));
            default -> leaf(random, rows);
        };
    }

    private static Column leaf(Random random, List<InternalRow> rows) {
        String name = FIELDS[random.nextInt(FIELDS.length)];
        Column field = functions.col(name);
        Object value = literal(name, random, rows);
        int kind = random.nextInt(9);
        if (value == null || kind == 0) {
            return random.nextInt(3) == 0 ? field.isNull() : field.isNotNull();
        }
        Column literal = functions.lit(value);
        return switch (kind) {
            case 1 -> field.isin(list(name, value, random, rows));
            case 2 -> {
                String text = value instanceof String string ? string : "";
                yield value instanceof String
                        ? field.startsWith(text.substring(0, Math.min(1, text.length())))
                        : field.eqNullSafe(literal);
            }
            case 3 -> field.lt(literal);
            case 4 -> field.leq(literal);
            case 5 -> literal.lt(field);
            case 6 -> field.geq(literal);
            case 7 -> field.notEqual(literal);
            default -> field.equalTo(literal);
        };
    }

    private static Object[] list(String name, Object first, Random random, List<InternalRow> rows) {
        List<Object> values = new ArrayList<>(List.of(first));
        for (int i = random.nextInt(14); i > 0; i--) {
            values.add(literal(name, random, rows));
        }
        return values.toArray();
    }

    /** A value that a field has somewhere, as users write it, or null. */
    private static Object literal(String name, Random random, List<InternalRow> rows) {
        InternalRow row = rows.get(random.nextInt(rows.size()));
        StructType type = SCHEMA;
        String[] path = name.replace("`", "").split("\\.");
        for (int i = 0; i < path.length; i++) {
            int position = type.fieldIndex(path[i]);
            if (row.isNullAt(position)) {
                return null;
            }
            var dataType = type.fields()[position].dataType();
            if (dataType instanceof StructType struct && i + 1 < path.length) {
                row = row.getStruct(position, struct.length());
                type = struct;
            } else if (dataType instanceof StringType
                    || dataType.defaultSize() <= 16
                    || dataType.typeName().equals("binary")) {
                return value(row, position, dataType);
            }
        }
        return null;
    }

    private static Object value(
            InternalRow row, int position, org.apache.spark.sql.types.DataType type) {
        if (type.typeName().equals("array")
                || type.typeName().equals("map")
                || type.typeName().equals("struct")) {
            return null;
        }
        return CatalystTypeConverters.convertToScala(row.get(position, type), type);
    }

    /** Spark itself would calculate for hours with some numbers. */
    private static byte[] nextHarmless(JsonDocuments documents) {
        while (true) {
            byte[] document = documents.next();
            if (!HARMFUL.matcher(new String(document, StandardCharsets.ISO_8859_1)).find()) {
                return document;
            }
        }
    }
}
