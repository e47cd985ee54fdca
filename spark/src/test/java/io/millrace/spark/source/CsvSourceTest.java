package io.millrace.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.StreamCheck;
import io.millrace.spark.TestTopic;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CsvSourceTest {

    private static Dataset<Row> stream(TestTopic topic, String schema, String... more) {
        Map<String, String> options = new HashMap<>();
        options.put("subscribe", topic.name());
        options.put("startingOffsets", "earliest");
        options.put("value.format", "csv");
        options.put("value.schema", schema);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return LocalStack.session().readStream().format("millrace").options(options).load();
    }

    @Test
    void readsLinesAcrossARestart() throws Exception {
        TestTopic topic = TestTopic.create("csv", 1).send("1,ann,2.5", "2,\"b,\"\"c\",", "3,,1e2");
        StreamCheck check = new StreamCheck();

        Dataset<Row> rows =
                stream(topic, "id INT, name STRING, x DOUBLE", "value.csv.escape", "\"");
        assertThat(check.run(rows.select("x", "id", "name")))
                .containsExactly("[100.0,3,null]", "[2.5,1,ann]", "[null,2,b,\"c]");

        topic.send("4,dora,5");
        assertThat(check.run(rows.select("name", "_offset"))).containsExactly("[dora,3]");
    }

    @Test
    void stopsAtALineThatDoesNotFitAndNamesIt() {
        TestTopic topic = TestTopic.create("csv", 1).send("1;x", "one;y", "2");

        assertThatThrownBy(
                        () ->
                                new StreamCheck()
                                        .run(
                                                stream(
                                                        topic,
                                                        "id INT, s STRING",
                                                        "value.csv.sep",
                                                        ";")))
                .hasStackTraceContaining("[MALFORMED_RECORD]")
                .hasStackTraceContaining("offset 1 of partition " + topic.name() + "-0 as csv");
    }

    @Test
    void saysThatALineHasTooFewValues() {
        TestTopic topic = TestTopic.create("csv", 1).send("one");

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, "a STRING, b BIGINT")))
                .hasStackTraceContaining(
                        "it does not have as many values as there are columns (2)");
    }

    @Test
    void givesWhatCanBeReadIfAskedTo() throws Exception {
        TestTopic topic = TestTopic.create("csv", 1).send("1,x", "one,y", "2", "3,z,more");
        Dataset<Row> rows =
                stream(
                        topic,
                        "id INT, s STRING, _corrupt_record STRING",
                        "value.malformed",
                        "null");

        assertThat(new StreamCheck().run(rows))
                .containsExactly("[1,x,null]", "[2,null,2]", "[3,z,3,z,more]", "[null,y,one,y]");
    }

    /** Spark would write a billion digits out. */
    @Test
    @Timeout(60)
    void isNotHeldUpByAnEnormousDecimal() throws Exception {
        TestTopic topic =
                TestTopic.create("csv", 1)
                        .send(
                                "1,1e999999999,a1e999999999",
                                "2,-7.5E+99999999999999999999,x",
                                "3,1e-999999999,\"b,1e123456\"",
                                "4,0e00000000002,c",
                                "5,2.5e1,0e000099999");
        Dataset<Row> rows =
                stream(
                        topic,
                        "id INT, d DECIMAL(10,2), s STRING, _corrupt_record STRING",
                        "value.malformed",
                        "null");

        assertThat(new StreamCheck().run(rows))
                .containsExactly(
                        "[1,null,a1e999999999,1,1e999999999,a1e999999999]",
                        "[2,null,x,2,-7.5E+99999999999999999999,x]",
                        "[3,0.00,b,1e123456,null]",
                        "[4,0.00,c,null]",
                        "[5,25.00,0e000099999,null]");
    }

    @Test
    void skipsNothingWhereMalformedLinesAreShown() throws Exception {
        TestTopic topic = TestTopic.create("csv", 1).send("1,x", "one,y");
        Dataset<Row> rows =
                stream(
                        topic,
                        "id INT, s STRING, bad STRING",
                        "value.malformed",
                        "null",
                        "value.csv.columnNameOfCorruptRecord",
                        "bad");

        assertThat(new StreamCheck().run(rows.where("bad IS NOT NULL")))
                .containsExactly("[null,y,one,y]");
    }

    @Test
    void skipsLinesThatAFilterRejectsWhateverElseTheyHold() throws Exception {
        TestTopic topic = TestTopic.create("csv", 1).send("1,x", "one,y", "2,x");
        Dataset<Row> rows = stream(topic, "id INT, s STRING");

        assertThat(new StreamCheck().run(rows.where("s = 'x'"))).containsExactly("[1,x]", "[2,x]");
    }

    @Test
    void saysWhatCannotBeRead() {
        TestTopic topic = TestTopic.create("csv", 1).send("1");

        assertThatThrownBy(() -> new StreamCheck().run(stream(topic, "a ARRAY<INT>")))
                .hasStackTraceContaining("SCHEMA_MISMATCH")
                .hasStackTraceContaining("a ARRAY<INT>");
        assertThatThrownBy(
                        () ->
                                new StreamCheck()
                                        .run(stream(topic, "a INT", "value.csv.header", "true")))
                .hasStackTraceContaining("SETTING_REFUSED")
                .hasStackTraceContaining("value.csv.header")
                .hasStackTraceContaining("one line of values");
        assertThatThrownBy(
                        () ->
                                new StreamCheck()
                                        .run(stream(topic, "a INT", "value.csv.quote", "ab")))
                .hasStackTraceContaining("INVALID_OPTION")
                .hasStackTraceContaining("quote");
    }
}
