package io.millrace.spark.sink.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.SinkRequest.AbsentTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a name is, it names one thing and does nothing else. */
class IdentifierTest {

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final long SEED = Long.getLong("millrace.test.seed", 20261125L);
    private static final int NAMES = 150;

    private static final String[] PIECES = {
        "\"",
        "'",
        ";",
        "--",
        "/*",
        "*/",
        "\\",
        "$$",
        "(",
        ")",
        ",",
        ".",
        " ",
        "\n",
        "\t",
        "?",
        ":x",
        "%",
        "{",
        "}",
        "select",
        "table",
        "NULL",
        "a",
        "Z",
        "é",
        "\u2019",
        "日",
        "\uD83D\uDE00",
        "\u202E",
        "\u0001",
        "DROP TABLE canary",
        "E'",
        "U&\"",
        "\u00A0"
    };

    static Stream<String> hostileNames() {
        return Stream.of(
                "x\"; DROP TABLE canary; --",
                "x\" (\"id\" int); DROP TABLE canary; --",
                "\"",
                "\"\"",
                "select",
                "public.t",
                "tab\tle\n",
                "ünï \uD83D\uDE00",
                "$1",
                "?",
                "??",
                "Case");
    }

    /** A table of this name with a column of this name, made, written and read back. */
    private static void roundTrip(String name) {
        String schema = LocalStack.newName("s");
        DATABASE.run("CREATE SCHEMA \"" + schema + "\"");
        SinkRequest request =
                new SinkRequest(
                        TestDatabase.settings(DATABASE.port(), Duration.ofSeconds(5)),
                        Optional.of(schema),
                        name,
                        List.of(
                                new QueryColumn(name, ColumnType.TEXT, false, "text", 0, "STRING"),
                                new QueryColumn("n", ColumnType.INTEGER, false, "int", 0, "INT")),
                        List.of(name),
                        AbsentTable.CREATE,
                        name + "c",
                        10,
                        1 << 20,
                        RejectedPolicy.FAIL);
        TableSink sink = TableSink.prepare(request);
        SinkRun run = sink.begin("q", "r");
        for (int epoch = 0; epoch < 2; epoch++) {
            try (TaskWrite write = sink.write(run, new TaskEpoch(0, 1, epoch, "none"))) {
                write.add(new Object[] {name, epoch});
                write.commit();
            }
        }

        String of = " WHERE table_schema = '" + schema + "'";
        assertThat(DATABASE.rows("SELECT table_name FROM information_schema.tables" + of))
                .containsExactlyInAnyOrder(name, name + "c", name + "c_runs");
        assertThat(
                        DATABASE.rows(
                                "SELECT column_name FROM information_schema.columns"
                                        + of
                                        + " AND ordinal_position = 1 AND table_name NOT LIKE"
                                        + " '%c' AND table_name NOT LIKE '%c_runs'"))
                .containsExactly(name);
        assertThat(DATABASE.rows("SELECT * FROM " + sink.table().sql()))
                .containsExactly(name + "|1");
        DATABASE.run("DROP SCHEMA \"" + schema + "\" CASCADE");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void namesOneThing(String name) {
        DATABASE.run("CREATE TABLE IF NOT EXISTS canary (id int)");
        roundTrip(name);
        assertThat(DATABASE.rows("SELECT count(*) FROM canary")).containsExactly("0");
    }

    @Test
    void namesOneThingWhateverItIsMadeOf() {
        DATABASE.run("CREATE TABLE IF NOT EXISTS canary (id int)");
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        while (names.size() < NAMES) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(6) + 1; i > 0; i--) {
                name.append(PIECES[random.nextInt(PIECES.length)]);
            }
            // Room for what is put behind it.
            if (name.toString().getBytes(StandardCharsets.UTF_8).length <= 56
                    && !name.toString().endsWith("c")) {
                names.add(name.toString());
            }
        }
        for (String name : names) {
            assertThat(
                            DATABASE.rows(
                                    "SELECT "
                                            + Identifier.quoted(name, "column")
                                            + " FROM (SELECT 1) AS t("
                                            + Identifier.quoted(name, "column")
                                            + ")"))
                    .as("seed %d, name '%s'", SEED, name)
                    .containsExactly("1");
        }
        names.stream().limit(20).forEach(IdentifierTest::roundTrip);
        assertThat(DATABASE.rows("SELECT count(*) FROM canary")).containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\0b",
                "\uD83D",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesWhatNoTableCanBeCalled(String name) {
        assertThatThrownBy(() -> Identifier.quoted(name, "column"))
                .hasMessageContaining("JDBC_IDENTIFIER_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?socketFactory=x.Y",
                "jdbc:postgresql://h/d?sslmode=require&socketFactoryArg=x",
                "jdbc:postgresql://h/d?loggerFile=/tmp/x",
                "jdbc:postgresql://h/d?user=canary",
                "jdbc:postgresql://h/d?password=canary",
                "jdbc:postgresql://h/d?options=-c%20x",
                "jdbc:postgresql://ann:canary@h/d",
                "jdbc:postgresql://h:0/d",
                "jdbc:postgresql://h:99999/d",
                "jdbc:postgresql://h/",
                "jdbc:postgresql://h?x/d",
                "jdbc:postgresql:d",
                "jdbc:mysql://h/d?autoDeserialize=true",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x'",
                "http://h/d"
            })
    void refusesAddressesThatDoMore(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url, 5432, java.util.Map.of()))
                .hasMessageMatching("\\[JDBC_(URL|PROPERTY)_REFUSED].*")
                .hasMessageNotContaining("canary");
    }

    @Test
    void makesAddressesOfParts() {
        assertThat(
                        DatabaseAddress.parse(
                                        "jdbc:postgresql://a,b:6,[::1]/my%20db?SSLMODE=require",
                                        7, java.util.Map.of())
                                .url())
                .isEqualTo("jdbc:postgresql://a:7,b:6,[::1]:7/my%20db");
        assertThat(DatabaseAddress.of("h", 1, "a/b?c=d&e", java.util.Map.of()).url())
                .isEqualTo("jdbc:postgresql://h:1/a%2Fb%3Fc%3Dd%26e");
    }
}
