package io.millrace.spark.sink.jdbc.database;

import io.millrace.spark.LocalStack;
import io.millrace.spark.sink.jdbc.database.ConnectionSettings.TimeLimits;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server that tests may stop and start again; one of them is shared. */
public final class TestDatabase implements AutoCloseable {

    /** Needs its password, unlike others. */
    public static final String LOCKED_USER = "locked";

    private static TestDatabase shared;

    private final Path directory = LocalStack.newDirectory("postgres");
    private EmbeddedPostgres server;

    private TestDatabase() {
        start(0);
    }

    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = new TestDatabase();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** One of its own. */
    public static TestDatabase create() {
        return new TestDatabase();
    }

    private void start(int port) {
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(directory.resolve("data"))
                            .setOverrideWorkingDirectory(directory.toFile())
                            .setCleanDataDirectory(false)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "100");
            if (port != 0) {
                builder.setPort(port);
            }
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Stops it at once and starts it again, meanwhile running what is given. */
    public void restart(Runnable meanwhile) {
        int port = port();
        close();
        meanwhile.run();
        start(port);
    }

    /** A user whose password the server asks for. */
    public void addLockedUser(String password) {
        run("CREATE USER " + LOCKED_USER + " PASSWORD '" + password + "'");
        run("GRANT ALL ON SCHEMA public TO " + LOCKED_USER);
        Path access = directory.resolve("data/pg_hba.conf");
        try {
            String rules = Files.readString(access);
            Files.writeString(
                    access, "host all " + LOCKED_USER + " 127.0.0.1/32 scram-sha-256\n" + rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows("SELECT pg_reload_conf()");
    }

    public Connection connect() {
        try {
            return server.getPostgresDatabase().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query, columns parted by bars, in the order of their texts. */
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join("|", values));
            }
            rows.sort(null);
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The settings of a client on a port, which may be another's that stands between. */
    public static ConnectionSettings settings(int port, Duration retry) {
        return new ConnectionSettings(
                DatabaseAddress.of("127.0.0.1", port, "postgres", Map.of()),
                "postgres",
                null,
                new TimeLimits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        retry));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
