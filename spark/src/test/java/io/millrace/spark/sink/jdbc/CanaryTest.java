package io.millrace.spark.sink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;

/** Passwords and values of rejected rows are seen nowhere. */
class CanaryTest {

    private static final SparkSession SPARK = LocalStack.session();
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private static final String PASSWORD = "canary-4f1c9d-password";
    private static final String WRONG = "canary-77aa01-wrong";
    private static final String ROW = "canary-b0b0b0-row";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    private final class Memory extends AbstractAppender {
        Memory() {
            super("canary", null, PatternLayout.createDefaultLayout(), false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            seen.add(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                seen.add(stack(event.getThrown()));
            }
        }
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void run(StreamToTable stream, String password) throws IOException {
        String user = TestDatabase.LOCKED_USER;
        try {
            StreamingQuery query =
                    stream.writer(
                                    "id, key",
                                    "append",
                                    Map.of("user", user, "password", password),
                                    "")
                            .trigger(Trigger.AvailableNow())
                            .start();
            query.processAllAvailable();
            query.explain(true);
            var execution =
                    (org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper) query;
            seen.add(execution.streamingQuery().lastExecution().toString());
            seen.add(String.valueOf(query.lastProgress()));
            query.awaitTermination();
        } catch (Exception e) {
            seen.add(stack(e));
        }
        try (Stream<Path> files = Files.walk(stream.checkpoint())) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                seen.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void showsNoSecret() throws Exception {
        DATABASE.addLockedUser(PASSWORD);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Level before = context.getConfiguration().getRootLogger().getLevel();
        Memory memory = new Memory();
        memory.start();
        context.getConfiguration().getRootLogger().addAppender(memory, Level.INFO, null);
        context.getConfiguration().getRootLogger().setLevel(Level.INFO);
        context.updateLoggers();
        try {
            StreamToTable stream = StreamToTable.create("id bigint, key text CHECK (key <> 'k2')");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            stream.addFile(0, 2);
            run(stream, PASSWORD);
            assertThat(stream.column("id")).containsExactly("0", "1");
            assertThat(seen).anyMatch(text -> text.contains(stream.table()));

            StreamToTable refused = StreamToTable.create("id bigint, key text");
            refused.addFile(0, 2);
            run(refused, WRONG);
            assertThat(seen).anyMatch(text -> text.contains("JDBC_LOGIN_REFUSED"));

            StreamToTable rejecting =
                    StreamToTable.create("id bigint, key text CHECK (length(key) < 5) UNIQUE");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            rejecting.addLines(List.of("{\"id\":1,\"key\":\"" + ROW + "\"}"));
            run(rejecting, PASSWORD);
            assertThat(seen).anyMatch(text -> text.contains("JDBC_ROW_REJECTED"));
            StreamToTable unreadable = StreamToTable.create("id bigint, key uuid");
            DATABASE.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + TestDatabase.LOCKED_USER);
            unreadable.addLines(List.of("{\"id\":1,\"key\":\"" + ROW + "\"}"));
            run(unreadable, PASSWORD);
            assertThat(seen).anyMatch(text -> text.contains("SQLSTATE 22P02"));
        } finally {
            context.getConfiguration().getRootLogger().removeAppender("canary");
            context.getConfiguration().getRootLogger().setLevel(before);
            context.updateLoggers();
        }

        assertThat(seen).noneMatch(text -> text.contains(PASSWORD) || text.contains(WRONG));
        assertThat(seen)
                .filteredOn(text -> text.contains("millrace") || text.contains("postgres"))
                .noneMatch(text -> text.contains(ROW));
    }
}
