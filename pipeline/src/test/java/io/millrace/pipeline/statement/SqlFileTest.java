package io.millrace.pipeline.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFileTest {

    private static List<SqlText> statements(String text) {
        return new SqlFile("p.sql", text).statements();
    }

    @Test
    void splitsAtSemicolonsButNotInsideTextOrComments() {
        assertThat(
                        statements(
                                "SET a=1; -- one; two\n"
                                        + "SELECT ';', \";\", `;` /* ; */ FROM t;\n"
                                        + "SELECT 2"))
                .extracting(SqlText::text)
                .containsExactly("SET a=1", "SELECT ';', \";\", `;` /* ; */ FROM t", "SELECT 2");
    }

    @Test
    void knowsWhereEachStatementBegins() {
        assertThat(statements("\n-- words\n\n  SET a=1;\n;;\n/* b */ SET b=2;  SET a=1;\n-- end"))
                .extracting(statement -> statement.text() + " @ " + statement.place())
                .containsExactly(
                        "SET a=1 @ p.sql:4:3", "SET b=2 @ p.sql:6:9", "SET a=1 @ p.sql:6:19");
    }

    @Test
    void findsAPlaceInsideAStatement() {
        SqlText statement = statements("SET a=1;\nSELECT x,\n  y FROM t").get(1);

        assertThat(statement.placeOf(2, 2)).hasToString("p.sql:3:3");
        assertThat(statement.placeOf(7)).hasToString("p.sql:2:8");
        assertThat(statement.placeOf(99, 99).line()).isEqualTo(3);
    }

    @Test
    void hasNoStatementsInAFileOfComments() {
        assertThat(statements("-- nothing\n/* at all */\n")).isEmpty();
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path directory) throws Exception {
        Path latin1 = Files.write(directory.resolve("latin1.sql"), new byte[] {'S', (byte) 0xe9});

        assertThatThrownBy(() -> SqlFile.read(directory.resolve("none.sql"), "none.sql"))
                .hasMessageContaining("SQL_FILE_UNREADABLE")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SqlFile.read(latin1, "latin1.sql"))
                .hasMessageContaining("not UTF-8");
    }
}
