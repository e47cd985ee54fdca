package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.Seen;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Passwords and values of rejected rows are seen nowhere. */
class CanaryTest {

    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final String PASSWORD = "canary-4f1c9d-password";
    private static final String WRONG = "canary-77aa01-wrong";
    private static final String ROW = "canary-b0b0b0-row";

    private static void run(Seen seen, StreamToTable stream, String password) throws IOException {
        Map<String, String> login = Map.of("user", TestDatabase.LOCKED_USER, "password", password);
        seen.run(stream.writer("id, key", "append", login, ""), stream.checkpoint());
    }

    @Test
    void showsNoSecret() throws Exception {
        DATABASE.addLockedUser(PASSWORD);
        Queue<String> texts;
        try (Seen seen = new Seen()) {
            texts = seen.texts();
            StreamToTable stream = StreamToTable.create("id bigint, key text CHECK (key <> 'k2')");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            stream.addFile(0, 2);
            run(seen, stream, PASSWORD);
            assertThat(stream.column("id")).containsExactly("0", "1");
            assertThat(texts).anyMatch(text -> text.contains(stream.table()));

            StreamToTable refused = StreamToTable.create("id bigint, key text");
            refused.addFile(0, 2);
            run(seen, refused, WRONG);
            assertThat(texts).anyMatch(text -> text.contains("JDBC_LOGIN_REFUSED"));

            StreamToTable rejecting =
                    StreamToTable.create("id bigint, key text CHECK (length(key) < 5) UNIQUE");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            rejecting.addLines(List.of("{\"id\":1,\"key\":\"" + ROW + "\"}"));
            run(seen, rejecting, PASSWORD);
            assertThat(texts).anyMatch(text -> text.contains("JDBC_ROW_REJECTED"));
            StreamToTable unreadable = StreamToTable.create("id bigint, key uuid");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            unreadable.addLines(List.of("{\"id\":1,\"key\":\"" + ROW + "\"}"));
            run(seen, unreadable, PASSWORD);
            assertThat(texts).anyMatch(text -> text.contains("SQLSTATE 22P02"));
        }

        assertThat(texts).noneMatch(text -> text.contains(PASSWORD) || text.contains(WRONG));
        assertThat(texts)
                .filteredOn(text -> text.contains("millrace") || text.contains("postgres"))
                .noneMatch(text -> text.contains(ROW));
    }
}
