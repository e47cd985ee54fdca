package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.predicate.FieldPath;
import io.millrace.format.predicate.Literal;
import io.millrace.format.predicate.PlainEvaluation;
import io.millrace.format.predicate.RandomPredicates;
import io.millrace.format.predicate.Relation;
import io.millrace.format.predicate.RowPredicate;
import io.millrace.format.predicate.RowSelection;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder with a predicate gives the rows that one without gives and the predicate takes. */
class JsonPredicateTest {

    private static final int PREDICATES = 120;
    private static final int DOCUMENTS = 100;
    private static final JsonFormat FORMAT = JsonFormat.inZone(ZoneId.of("America/Bahia_Banderas"));
    private static final Outcome TO_FALLBACK = Outcome.MALFORMED;

    private static final StructType EVENT =
            new StructType(
                    List.of(
                            new Field("id", Scalar.STRING),
                            new Field("kind", Scalar.STRING),
                            new Field("n", Scalar.INT)));

    private static final RowPredicate VIEW =
            new RowPredicate.Comparison(
                    FieldPath.of("kind"), Relation.EQUAL, Literal.Bytes.utf8("view"));

    /** A decoder with its columns, whose fallback does nothing. */
    private static final class Filtering {

        private final StructType schema;
        private final CollectedColumn[] columns;
        private final RecordDecoder decoder;

        Filtering(StructType schema, List<RowPredicate> conjuncts) {
            this.schema = schema;
            columns = CollectedColumn.of(schema);
            decoder =
                    FORMAT.decoder(
                            schema,
                            columns,
                            new RowSelection(conjuncts, RowSelection.Rule.BY_TESTED_FIELDS),
                            (data, from, length, row) -> TO_FALLBACK);
        }

        Outcome decode(byte[] document, int row) {
            return decoder.decode(document, 0, document.length, row);
        }

        Map<String, Object> row(int row) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                values.put(schema.fields().get(i).name(), columns[i].value(row));
            }
            return values;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void givesTheRowsThatThePredicateTakes(long seed) {
        Random random = new Random(seed);
        JsonDocuments documents = JsonDocuments.wellFormed(random);
        List<byte[]> all = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        Decoding plain = new Decoding(FORMAT, JsonDocuments.SCHEMA);
        for (int i = 0; i < DOCUMENTS; i++) {
            all.add(documents.next());
            rows.add(plain.decode(all.get(i), i).orElseThrow());
        }
        RandomPredicates predicates = new RandomPredicates(JsonDocuments.SCHEMA, random, rows);
        int taken = 0;
        for (int p = 0; p < PREDICATES; p++) {
            List<RowPredicate> conjuncts = predicates.conjuncts();
            Filtering filtering = new Filtering(JsonDocuments.SCHEMA, conjuncts);
            for (int i = 0; i < DOCUMENTS; i++) {
                boolean wanted =
                        Boolean.TRUE.equals(
                                PlainEvaluation.of(new RowPredicate.And(conjuncts), rows.get(i)));

                Outcome outcome = filtering.decode(all.get(i), i % 7);

                if (outcome != (wanted ? Outcome.DECODED : Outcome.SKIPPED)
                        || wanted && !filtering.row(i % 7).equals(rows.get(i))) {
                    assertThat(outcome + " " + filtering.row(i % 7))
                            .as(conjuncts + " of " + JsonDocuments.describe(all.get(i)))
                            .isEqualTo((wanted ? Outcome.DECODED : "SKIPPED") + " " + rows.get(i));
                }
                taken += wanted ? 1 : 0;
            }
        }
        assertThat(taken).isBetween(PREDICATES * DOCUMENTS / 20, PREDICATES * DOCUMENTS * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void skipsOddDocumentsOnlyByFieldsThatAreFine(long seed) {
        Random random = new Random(seed);
        JsonDocuments documents = JsonDocuments.oddAndDamaged(random);
        List<byte[]> all = new ArrayList<>();
        List<Optional<Map<String, Object>>> rows = new ArrayList<>();
        Decoding plain = new Decoding(FORMAT, JsonDocuments.SCHEMA);
        for (int i = 0; i < DOCUMENTS; i++) {
            all.add(documents.next());
            rows.add(plain.decode(all.get(i), i));
        }
        RandomPredicates predicates =
                new RandomPredicates(
                        JsonDocuments.SCHEMA,
                        random,
                        rows.stream().flatMap(Optional::stream).toList());
        int skipped = 0;
        for (int p = 0; p < PREDICATES; p++) {
            List<RowPredicate> conjuncts = predicates.conjuncts();
            RowPredicate predicate = new RowPredicate.And(conjuncts);
            Filtering filtering = new Filtering(JsonDocuments.SCHEMA, conjuncts);
            Decoding ofPredicate = new Decoding(FORMAT, only(predicate.roots()));
            for (int i = 0; i < DOCUMENTS; i++) {
                Outcome outcome = filtering.decode(all.get(i), i);
                String what = conjuncts + " of " + JsonDocuments.describe(all.get(i));
                if (rows.get(i).isPresent()) {
                    boolean wanted =
                            Boolean.TRUE.equals(PlainEvaluation.of(predicate, rows.get(i).get()));
                    assertThat(outcome)
                            .as(what)
                            .isEqualTo(wanted ? Outcome.DECODED : Outcome.SKIPPED);
                } else if (outcome == Outcome.SKIPPED) {
                    skipped++;
                    Map<String, Object> fields = ofPredicate.decode(all.get(i), i).orElseThrow();
                    assertThat(PlainEvaluation.of(predicate, fields)).as(what).isNotEqualTo(true);
                } else {
                    assertThat(outcome).as(what).isEqualTo(TO_FALLBACK);
                }
            }
        }
        assertThat(skipped).isGreaterThan(20);
    }

    private static StructType only(Set<String> names) {
        return new StructType(
                JsonDocuments.SCHEMA.fields().stream()
                        .filter(field -> names.contains(field.name()))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'a','kind':'view','n':1}                | DECODED   | {id=a, kind=view, n=1}",
                "{'id':'a','kind':'click','n':1}               | SKIPPED   |",
                "{'id':'a','kind':'vie','n':1}                 | SKIPPED   |",
                "{'id':'a','kind':'\\u0076iew','n':1}          | DECODED   | {id=a, kind=view, n=1}",
                "{'id':'a','kind':null,'n':1}                  | SKIPPED   |",
                "{'id':'a','n':1}                              | SKIPPED   |",
                "{}                                            | SKIPPED   |",
                "``                                            | SKIPPED   |",
                "{'kind':'click','n':1,'kind':'view','id':'a'} | DECODED   | {id=a, kind=view, n=1}",
                "{'kind':'view','n':1,'kind':'click','id':'a'} | SKIPPED   |",
                "{'kind':'click','n':1,'kind':'view'}          | DECODED   | {id=null, kind=view, n=1}",
                "{'kind':'click','n':'x'}                      | SKIPPED   |",
                "{'n':'x','kind':'click'}                      | MALFORMED |",
                "{'kind':'click','n':1                         | MALFORMED |",
                "{'kind':'click','n':'\\q'}                    | MALFORMED |",
                "{'kind':'click','n':'x','kind':'view'}        | MALFORMED |",
                "{'kind':1.5,'n':1}                            | MALFORMED |",
            })
    void testsTheLastFieldOfAName(String document, Outcome expected, String row) {
        Filtering filtering = new Filtering(EVENT, List.of(VIEW));
        // Whatever a row before has left behind.
        filtering.decode("{\"id\":\"z\",\"kind\":\"view\",\"n\":9}".getBytes(), 0);

        Outcome outcome =
                filtering.decode(document.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 0);

        assertThat(outcome).isEqualTo(expected);
        if (outcome == Outcome.DECODED) {
            assertThat(filtering.row(0)).hasToString(row);
        }
    }

    @Test
    void copiesNoTextThatFails() {
        Filtering filtering = new Filtering(EVENT, List.of(VIEW));

        filtering.decode("{\"kind\":\"click\",\"id\":\"a\",\"n\":1}".getBytes(), 0);

        assertThat(filtering.row(0).values()).containsOnly(CollectedColumn.NOTHING);
    }

    @Test
    void takesMorePartsThanAWordHasBits() {
        List<RowPredicate> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(
                    new RowPredicate.Comparison(
                            FieldPath.of("n"), Relation.NOT_EQUAL, new Literal.Whole(i)));
        }
        Filtering filtering = new Filtering(EVENT, many);

        assertThat(filtering.decode("{\"n\":99}".getBytes(), 0)).isEqualTo(Outcome.SKIPPED);
        assertThat(filtering.decode("{\"n\":3}".getBytes(), 1)).isEqualTo(Outcome.SKIPPED);
        assertThat(filtering.decode("{\"n\":100}".getBytes(), 2)).isEqualTo(Outcome.DECODED);
    }
}
