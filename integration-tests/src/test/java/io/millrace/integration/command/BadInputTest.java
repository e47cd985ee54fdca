package io.millrace.integration.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.project.Outcome;
import io.millrace.integration.project.Project;
import io.millrace.integration.project.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody reads at night: the thing, the value, the reason, the remedy. */
class BadInputTest {

    @TempDir private static Path directory;
    private static Project project;
    private static Running broker;

    @BeforeAll
    static void startBroker() throws Exception {
        project = new Project(directory);
        broker = project.broker();
        project.succeed("topic", "create", "orders");
        project.shell("echo '{\"id\":1,\"name\":\"a\"}' | millrace produce orders");
        project.succeed("topic", "create", "cut");
        project.shell(
                "printf '{\"id\":1,\"name\":\"a\"}\\n{\"id\":2,\"na\\n' | millrace produce cut");
        project.succeed("topic", "create", "words");
        project.shell("echo '{\"id\":\"seven\",\"name\":\"a\"}' | millrace produce words");
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    static Stream<Arguments> pipelines() {
        return Stream.of(
                Arguments.of(
                        "an option that does not exist",
                        pipeline("orders", "'startngOffsets' 'earliest'", "SELECT * FROM STREAM t"),
                        "error: [UNKNOWN_OPTION] FILE:1:1: Unknown option 'startngOffsets'",
                        "Did you mean 'startingOffsets'?"),
                Arguments.of(
                        "an option with a value that does not fit",
                        pipeline(
                                "orders",
                                "'maxOffsetsPerTrigger' 'many'",
                                "SELECT * FROM STREAM t"),
                        "error: [INVALID_OPTION] FILE:1:1: Invalid option 'maxOffsetsPerTrigger'"
                                + " with value 'many': expected",
                        ""),
                Arguments.of(
                        "a topic that is not there",
                        pipeline("nowhere", "'x' ''", "SELECT * FROM STREAM t")
                                .replace(", 'x' ''", ""),
                        "error: [TOPIC_NOT_FOUND] FILE:4:1: Cannot find topic 'nowhere'",
                        "millrace topic create nowhere"),
                Arguments.of(
                        "a statement that cannot be read",
                        "SET a = 1;\nCREATE FLOW f AS\n  INSRT INTO console SELECT 1;\n",
                        "error: [SQL_INVALID] FILE:3:3: ",
                        "'INSRT'"),
                Arguments.of(
                        "a column that is not there",
                        pipeline(
                                "orders",
                                "'startingOffsets' 'earliest'",
                                "SELECT id,\n  nmae FROM STREAM t"),
                        "error: [SQL_INVALID] FILE:6:3: ",
                        "`name`"),
                Arguments.of(
                        "a schema that the sink does not have",
                        pipeline(
                                "orders",
                                "'startingOffsets' 'earliest'",
                                "SELECT id, name AS title FROM STREAM t"),
                        "error: [COLUMN_MISMATCH] FILE:4:1: ",
                        "title"),
                Arguments.of(
                        "a record that was cut",
                        pipeline("cut", "'startingOffsets' 'earliest'", "SELECT * FROM STREAM t"),
                        "error: [MALFORMED_RECORD] FILE:4:1: Cannot decode the record at offset 1 of"
                                + " partition cut-0 as json",
                        "value.malformed"),
                Arguments.of(
                        "a record of another schema",
                        pipeline("words", "'startingOffsets' 'earliest'", "SELECT * FROM STREAM t"),
                        "error: [MALFORMED_RECORD] FILE:4:1: Cannot decode the record at offset 0",
                        "value.malformed"));
    }

    private static String pipeline(String topic, String options, String query) {
        return """
        CREATE TABLE t (id BIGINT, name STRING) USING millrace OPTIONS (
          'topic' '%s', 'value.format' 'json', %s);
        CREATE TABLE out (id BIGINT, name STRING) USING millrace OPTIONS ('value.format' 'json');
        CREATE FLOW f AS INSERT INTO out BY NAME
        %s;
        """
                .formatted(topic, options, query);
    }

    /**
     * @faults F10
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pipelines")
    void saysWhatIsWrongAndWhatToDo(String name, String sql, String start, String remedy)
            throws Exception {
        String file = name.replace(' ', '-') + ".sql";
        project.write(file, sql);

        Outcome outcome = project.run("run", file, "--once");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
        String error = error(outcome);
        assertThat(error).startsWith(start.replace("FILE", file)).contains(remedy);
        assertThat(outcome.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }

    @Test
    void showsTheStackTraceWhenAsked() throws Exception {
        project.write("debug.sql", "SELECT 1;\n");

        Outcome outcome = project.run("--debug", "run", "debug.sql", "--once");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("[STATEMENT_UNSUPPORTED] debug.sql:1:1")
                .contains("\tat ");
    }

    /**
     * @faults F9
     */
    @Test
    void saysInTimeThatNoBrokerAnswers() throws Exception {
        project.write(
                "fine.sql",
                pipeline("orders", "'startingOffsets' 'earliest'", "SELECT * FROM STREAM t"));
        long begin = System.nanoTime();

        Outcome outcome = project.run("run", "fine.sql", "--bootstrap", "127.0.0.1:1");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(error(outcome))
                .startsWith("error: [BROKER_UNREACHABLE]")
                .contains("127.0.0.1:1");
        assertThat(outcome.err()).doesNotContain("\tat ");
    }

    @Test
    void isReadByProgramsToo() throws Exception {
        project.write("bad.sql", "CREATE TABLE;\n");

        Outcome outcome = project.run("run", "bad.sql", "--output", "json");

        assertThat(outcome.out()).isEmpty();
        assertThat(error(outcome)).startsWith("{").contains("\"SQL_INVALID\"");
    }

    /** What stands after the lines of progress. */
    private static String error(Outcome outcome) {
        int begin =
                Math.max(outcome.err().indexOf("error: ["), outcome.err().indexOf("{\"error\""));
        assertThat(begin).as(outcome.err()).isNotNegative();
        return outcome.err().substring(begin);
    }
}
