package io.millrace.pipeline.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.pipeline.TestSession;
import io.millrace.pipeline.statement.SqlFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineReaderTest {

    private static final String CLICKS =
            "CREATE TABLE clicks (id BIGINT, page STRING, ts TIMESTAMP) USING millrace OPTIONS"
                    + " ('value.format' 'json');\n";

    private static Pipeline read(String sql) {
        return new PipelineReader(TestSession.open(Optional.of("localhost:1")))
                .read("test", new SqlFile("p.sql", sql));
    }

    @Test
    void readsTablesAndFlows() {
        Pipeline pipeline =
                read(
                        CLICKS
                                + "CREATE TABLE pages (page STRING, n BIGINT) USING millrace OPTIONS"
                                + " ('topic' 'page-counts', 'value.format' 'json');\n"
                                + "CREATE TEMPORARY VIEW v AS SELECT page FROM STREAM clicks;\n"
                                + "CREATE FLOW f AS INSERT INTO pages BY NAME\n"
                                + "SELECT page, count(*) AS n FROM v GROUP BY page;\n");

        assertThat(pipeline.tables()).containsOnlyKeys("clicks", "pages");
        assertThat(pipeline.table("CLICKS").orElseThrow().option("topic")).contains("clicks");
        assertThat(pipeline.table("pages").orElseThrow().option("TOPIC")).contains("page-counts");
        assertThat(pipeline.flows()).extracting(Flow::name).containsExactly("f");
        assertThat(pipeline.flows()).extracting(Flow::sink).containsExactly("pages");
    }

    @Test
    void takesAWatermarkClause() {
        assertThat(
                        read(CLICKS
                                        + "CREATE STREAMING TABLE per_minute AS SELECT"
                                        + " window(ts, '1 minute').start AS minute, count(*)"
                                        + " AS n FROM STREAM clicks WATERMARK ts DELAY OF"
                                        + " INTERVAL 5 SECONDS GROUP BY window(ts, '1"
                                        + " minute');")
                                .flows())
                .extracting(Flow::name)
                .containsExactly("per_minute");
    }

    @Test
    void makesAStreamingTableATopicOfItsNameWithTheColumnsOfItsQuery() {
        Pipeline pipeline =
                read(
                        CLICKS
                                + "CREATE STREAMING TABLE visits TBLPROPERTIES ('key.columns' ="
                                + " 'page') AS SELECT page FROM STREAM clicks;\n"
                                + "CREATE FLOW again AS INSERT INTO clicks BY NAME SELECT 1L AS id,"
                                + " page, current_timestamp() AS ts FROM STREAM visits;");

        TableDeclaration visits = pipeline.table("visits").orElseThrow();
        assertThat(visits.provider()).isEqualTo("millrace");
        assertThat(visits.options())
                .containsEntry("topic", "visits")
                .containsEntry("value.format", "json")
                .containsEntry("key.columns", "page");
        assertThat(pipeline.flows()).extracting(Flow::name).containsExactly("visits", "again");
    }

    @Test
    void givesAFlowTheSettingsThatStandBeforeIt() {
        String flow = " AS INSERT INTO clicks BY NAME SELECT * FROM STREAM clicks;\n";
        Pipeline pipeline =
                read(
                        CLICKS
                                + "CREATE FLOW a"
                                + flow
                                + "SET millrace.trigger = 1 second;\n"
                                + "SET spark.sql.shuffle.partitions = 3;\n"
                                + "CREATE FLOW b"
                                + flow);

        assertThat(pipeline.flows().get(0).settings()).isEmpty();
        assertThat(pipeline.flows().get(1).settings())
                .isEqualTo(
                        Map.of(
                                "millrace.trigger",
                                "1 second",
                                "spark.sql.shuffle.partitions",
                                "3"));
        assertThat(pipeline.settingsBefore()).containsOnlyKeys("spark.sql.shuffle.partitions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | SQL_INVALID] p.sql:1:1: [PARSE_SYNTAX_ERROR]",
                "SET spark.sql.x=1;#  CREATE TABLE t (a INT, b BLOB) USING millrace"
                        + " | SQL_INVALID] p.sql:2:28: [UNSUPPORTED_DATATYPE]",
                "CREATE VIEW v AS SELECT 1 | STATEMENT_UNSUPPORTED] p.sql:1:1: Cannot run 'CREATE"
                        + " VIEW v …'",
                "SELECT 1 | STATEMENT_UNSUPPORTED] p.sql:1:1",
                "SET millrace.triger=1s | UNKNOWN_OPTION] p.sql:1:1: Unknown option"
                        + " 'millrace.triger' for SET in a pipeline. Did you mean"
                        + " 'millrace.trigger'?",
                "SET millrace.trigger=soon | INVALID_OPTION] p.sql:1:1",
                "SET millrace.trigger=real-time 1s | expected real-time with a duration of at"
                        + " least 5s",
                "CREATE TABLE t (a INT) | STATEMENT_UNSUPPORTED] p.sql:1:1",
                "CREATE TABLE t (a INT) USING millrace OPTIONS ('value.fromat' 'json')"
                        + " | UNKNOWN_OPTION] p.sql:1:1: Unknown option 'value.fromat' for a"
                        + " millrace table. Did you mean 'value.format'?",
                "CREATE TABLE t (a INT) USING milrace"
                        + " | SQL_INVALID] p.sql:1:1: [DATA_SOURCE_NOT_FOUND]",
                "CREATE TEMPORARY VIEW v AS SELECT 1;# # CREATE TEMPORARY VIEW w AS SELECT x FROM v"
                        + " | SQL_INVALID] p.sql:3:36: [UNRESOLVED_COLUMN.WITH_SUGGESTION]",
                "SET a=1 | NO_FLOWS] Cannot run 'p.sql'",
                "CREATE FLOW f AS INSERT INTO t SELECT 1 | STATEMENT_UNSUPPORTED] p.sql:1:1: Cannot run the"
                        + " flow 'f' in a pipeline: it must say INSERT INTO … BY NAME",
            })
    void saysWhatIsWrongAndWhere(String sql, String expected) {
        assertThatThrownBy(() -> read(sql.replace('#', '\n'))).hasMessageContaining(expected);
    }

    @Test
    void refusesTwoFlowsOfOneName() {
        String flow = "CREATE FLOW f AS INSERT INTO clicks BY NAME SELECT * FROM STREAM clicks;\n";

        assertThatThrownBy(() -> read(CLICKS + flow + flow))
                .hasMessageContaining("[NAME_TAKEN] p.sql:3:1");
    }
}
