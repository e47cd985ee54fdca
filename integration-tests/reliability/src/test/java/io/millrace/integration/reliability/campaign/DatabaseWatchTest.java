package io.millrace.integration.reliability.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.reliability.check.InputId;
import io.millrace.integration.reliability.check.InputRecords;
import io.millrace.integration.reliability.check.MalformedInputs;
import io.millrace.integration.reliability.check.Violation;
import io.millrace.integration.reliability.check.Violation.Kind;
import io.millrace.integration.reliability.check.Violations;
import io.millrace.integration.reliability.cluster.DatabaseServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a database that dies and is paused is seen as it is. */
class DatabaseWatchTest {

    private static final int RECORDS = 40;

    @TempDir Path directory;

    private final InputRecords inputs = new InputRecords(1, 2);
    private final MalformedInputs malformed = new MalformedInputs(inputs, 1_000_000);
    private final List<Violation> heard = new CopyOnWriteArrayList<>();
    private final FlowChecks checks = new FlowChecks(inputs, malformed, new Violations(heard::add));

    @Test
    void seesEachRowOnceAndWhatIsWrong() throws Exception {
        for (int i = 0; i < RECORDS; i++) {
            checks.attempt(id(i));
            checks.acknowledge(id(i));
        }
        try (DatabaseServer database = DatabaseServer.create(directory)) {
            DatabaseWatch watch = new DatabaseWatch(database, checks);
            watch.start();
            insert(database, 0, 10);
            await().until(() -> watch.seen() == 10);

            try (Connection open = database.connect()) {
                open.setAutoCommit(false);
                insert(open, 10, 12);
                // Behind one that is not over.
                insert(database, 20, 30);
                await().during(Duration.ofMillis(800)).until(() -> watch.seen() == 10);
                open.commit();
            }
            await().until(() -> watch.seen() == 22);
            database.kill();
            database.start();
            insert(database, 12, 20);
            database.killOne(1);
            database.start();
            database.pause();
            database.resume();
            await().until(() -> watch.seen() == 30);
            assertThat(heard).isEmpty();
            assertThat(checks.inDatabase()).isEqualTo(30);

            insert(database, 5, 6);
            alter(database);
            watch.stop();
        }
        checks.end();

        assertThat(heard).extracting(Violation::kind).contains(Kind.ALTERED, Kind.MISSING);
        assertThat(heard)
                .filteredOn(each -> each.kind() == Kind.DUPLICATED)
                .extracting(Violation::subject)
                .containsExactly("0-5");
    }

    /** A row that is not what was sent. */
    private void alter(DatabaseServer database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = prepare(connection)) {
            set(insert, id(31));
            insert.setLong(4, inputs.amount(id(31)) + 1);
            insert.executeUpdate();
        }
    }

    private static InputId id(int i) {
        return new InputId(0, i);
    }

    private void insert(DatabaseServer database, int from, int until) throws SQLException {
        try (Connection connection = database.connect()) {
            insert(connection, from, until);
        }
    }

    private void insert(Connection connection, int from, int until) throws SQLException {
        try (PreparedStatement insert = prepare(connection)) {
            for (InputId id : IntStream.range(from, until).mapToObj(i -> id(i)).toList()) {
                set(insert, id);
                insert.executeUpdate();
            }
        }
    }

    private static PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO delivered VALUES (?, ?, ?, ?, ?, ?)");
    }

    private void set(PreparedStatement insert, InputId id) throws SQLException {
        insert.setInt(1, id.producer());
        insert.setInt(2, id.sequence());
        insert.setString(3, inputs.key(id));
        insert.setLong(4, inputs.amount(id));
        insert.setString(5, inputs.text(id));
        insert.setLong(6, inputs.hash(id));
    }
}
