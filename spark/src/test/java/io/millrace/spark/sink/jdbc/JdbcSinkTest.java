package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Rows as rows of a table, from batches. */
class JdbcSinkTest {

    private static final SparkSession SPARK = LocalStack.session();
    private static final TestDatabase DATABASE = TestDatabase.shared();

    private static String newTable(String columns) {
        String table = LocalStack.newName("sink");
        DATABASE.run("CREATE TABLE \"" + table + "\" (" + columns + ")");
        return table;
    }

    private static void write(Dataset<Row> rows, String table, Map<String, String> options) {
        rows.write()
                .format("millrace-jdbc")
                .option("host", "127.0.0.1")
                .option("port", DATABASE.port())
                .option("database", "postgres")
                .option("table", table)
                .options(options)
                .mode("append")
                .save();
    }

    private static List<String> rows(String table) {
        return DATABASE.rows("SELECT * FROM \"" + table + "\"");
    }

    @Test
    void writesEveryType() {
        String table =
                newTable(
                        "a boolean, b smallint, c int, d bigint, e real, f double precision, g"
                                + " numeric(20,3), h text, i bytea, j date, k timestamptz, l"
                                + " timestamp, m int[], n text[], o uuid, p jsonb, q numeric, r"
                                + " varchar(5), s timestamptz[]");
        Dataset<Row> rows =
                SPARK.sql(
                        "SELECT true AS a, 1S AS b, -5 AS c, 9223372036854775807L AS d, 1.5F AS e,"
                                + " double('NaN') AS f, 12.30BD AS g, 'ä\"''\\\\' AS h, X'00FF' AS"
                                + " i, DATE'0044-03-15' AS j, TIMESTAMP'2026-01-02 03:04:05.000006Z' AS k,"
                                + " TIMESTAMP_NTZ'1969-12-31 23:59:59.999999' AS l, array(1, null) AS m,"
                                + " array('x,y', '\"', null) AS n,"
                                + " '0188F2C4-0000-7000-8000-000000000001' AS o, '{\"a\":1}' AS p,"
                                + " 7L AS q, 'short' AS r, array(TIMESTAMP'2026-01-02 03:04:05Z') AS"
                                + " s");

        write(rows, table, Map.of());
        write(rows.limit(0).union(nulls(rows)), table, Map.of());

        assertThat(
                        DATABASE.rows(
                                "SELECT a, b, c, d, e, f, g, h, encode(i, 'hex'), j, k AT TIME ZONE"
                                        + " 'UTC', l, m, n, o, p, q, r, s[1] AT TIME ZONE 'UTC' FROM"
                                        + " \""
                                        + table
                                        + "\""))
                .containsExactly(
                        "null|".repeat(18) + "null",
                        "t|1|-5|9223372036854775807|1.5|NaN|12.300|ä\"'\\|00ff|0044-03-15|2026-01-02"
                                + " 03:04:05.000006|1969-12-31"
                                + " 23:59:59.999999|{1,NULL}|{\"x,y\",\"\\\"\",NULL}|0188f2c4-0000-7000-8000-000000000001|{\"a\":"
                                + " 1}|7|short|2026-01-02 03:04:05");
    }

    private static Dataset<Row> nulls(Dataset<Row> rows) {
        return SPARK.createDataFrame(
                List.of(org.apache.spark.sql.RowFactory.create(new Object[rows.columns().length])),
                rows.schema().asNullable());
    }

    @Test
    void replacesRowsOfTheSameKey() {
        String table = newTable("id int, part text, name text, PRIMARY KEY (id, part)");
        Map<String, String> upsert = Map.of("write.mode", "upsert", "key.columns", "part, id");

        write(SPARK.sql("SELECT 1 AS id, 'p' AS part, 'a' AS name"), table, upsert);
        write(SPARK.sql("SELECT 'b' AS name, 1 AS id, 'p' AS part"), table, upsert);
        write(SPARK.sql("SELECT 'c' AS name, 1 AS id, 'q' AS part"), table, upsert);

        assertThat(rows(table)).containsExactly("1|p|b", "1|q|c");
    }

    @Test
    void makesATableThatIsNotThere() {
        String table = LocalStack.newName("made");
        Dataset<Row> rows =
                SPARK.sql(
                        "SELECT 1L AS id, 'a' AS name, array(1.5BD) AS prices, DATE'2026-01-02' AS day");

        assertThatThrownBy(() -> write(rows, table, Map.of()))
                .hasMessageContaining("JDBC_TABLE_MISSING")
                .hasMessageContaining(
                        "CREATE TABLE \"public\".\""
                                + table
                                + "\" (\"id\" bigint, \"name\" text, \"prices\" numeric(2,1)[], \"day\" date)");
        Map<String, String> options =
                Map.of("create.table", "true", "write.mode", "upsert", "key.columns", "id");
        write(rows, table, options);
        write(rows, table, options);

        assertThat(rows(table)).containsExactly("1|a|{1.5}|2026-01-02");
    }

    @Test
    void namesEveryColumnThatDoesNotFit() {
        String table =
                newTable(
                        "id int, name text, needed int NOT NULL, own int GENERATED ALWAYS AS IDENTITY,"
                                + " price numeric(10,2), at timestamp, filled int NOT NULL DEFAULT 1");

        assertThatThrownBy(
                        () ->
                                write(
                                        SPARK.sql(
                                                "SELECT 1L AS id, 'x' AS nam, 2 AS own, 1.234BD AS"
                                                        + " price, current_timestamp() AS at"),
                                        table,
                                        Map.of()))
                .hasMessageContaining("JDBC_COLUMNS_MISMATCH")
                .hasMessageContaining("'id' is BIGINT in the query and integer in the table")
                .hasMessageContaining("no column 'nam' (did you mean 'name'?)")
                .hasMessageContaining("does not give the column 'needed'")
                .hasMessageContaining("'own' is generated by the database")
                .hasMessageContaining("'price' is DECIMAL(4,3) in the query and would be rounded")
                .hasMessageContaining(
                        "'at' is TIMESTAMP in the query and timestamp without time zone")
                .hasMessageNotContaining("filled");
        assertThatThrownBy(
                        () -> write(SPARK.sql("SELECT named_struct('a', 1) AS s"), table, Map.of()))
                .hasMessageContaining("to_json(s)");
    }

    @Test
    void refusesAKeyThatIsNotUnique() {
        String table = newTable("id int, name text");

        assertThatThrownBy(
                        () ->
                                write(
                                        SPARK.sql("SELECT 1 AS id, 'a' AS name"),
                                        table,
                                        Map.of("write.mode", "upsert", "key.columns", "id")))
                .hasMessageContaining("JDBC_KEY_NOT_UNIQUE")
                .hasMessageContaining(
                        "CREATE UNIQUE INDEX ON \"public\".\"" + table + "\" (\"id\")");
    }

    /**
     * @faults F4
     */
    @Test
    void namesTheRowThatTheDatabaseRejectsAndNotItsValues() {
        String table = newTable("id int PRIMARY KEY, age int CONSTRAINT grown CHECK (age >= 18)");
        Dataset<Row> rows =
                SPARK.sql(
                        "SELECT CAST(id AS INT) AS id, IF(id = 777, 17, 18) AS age FROM range(1, 1001, 1, 1)");

        assertThatThrownBy(() -> write(rows, table, Map.of()))
                .hasMessageContaining("JDBC_ROW_REJECTED")
                .hasMessageContaining("row 777 of task 0")
                .hasMessageContaining("by the constraint 'grown' (SQLSTATE 23514")
                .hasMessageNotContaining("17)");
        assertThat(rows(table)).isEmpty();

        write(rows, table, Map.of("rejected", "skip"));
        assertThat(rows(table)).hasSize(999).doesNotContain("777|17");
    }

    @Test
    void refusesWhatIsNotThereYetAndWhatContradictsItself() {
        String table = newTable("id int PRIMARY KEY");
        Dataset<Row> rows = SPARK.sql("SELECT 1 AS id");

        assertThatThrownBy(() -> write(rows, table, Map.of("rejected", "deadletter")))
                .hasMessageContaining("NOT_AVAILABLE_YET");
        assertThatThrownBy(() -> write(rows, table, Map.of("write.mode", "upsert")))
                .hasMessageContaining("Missing option 'key.columns'");
        assertThatThrownBy(() -> write(rows, table, Map.of("key.columns", "id")))
                .hasMessageContaining("CONFLICTING_OPTIONS");
        assertThatThrownBy(() -> write(rows, table, Map.of("url", "jdbc:postgresql://x/y")))
                .hasMessageContaining("CONFLICTING_OPTIONS");
        assertThatThrownBy(() -> write(rows, table, Map.of("tabel", "x")))
                .hasMessageContaining("Did you mean 'table'?");
        assertThatThrownBy(() -> write(rows, table, Map.of("postgresql.socketFactory", "x.Y")))
                .hasMessageContaining("JDBC_PROPERTY_REFUSED");
    }
}
