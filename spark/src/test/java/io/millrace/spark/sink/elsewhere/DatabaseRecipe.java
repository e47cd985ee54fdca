package io.millrace.spark.sink.elsewhere;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The recipe of docs/other-sinks.md that writes batches into a database, each once. */
final class DatabaseRecipe implements VoidFunction2<Dataset<Row>, Long> {

    private static final long serialVersionUID = 1L;

    private final String url;

    DatabaseRecipe(String url) {
        this.url = url;
    }

    @Override
    public void call(Dataset<Row> batch, Long id) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            if (claim(connection, id)) {
                insert(connection, batch);
            }
            Step.ROWS_INSERTED.pass(); // not in the guide
            connection.commit();
            Step.ROWS_COMMITTED.pass(); // not in the guide
        }
    }

    /** False if a run before this one has committed the batch. */
    private static boolean claim(Connection connection, long id) throws SQLException {
        try (PreparedStatement claim =
                connection.prepareStatement(
                        "INSERT INTO batches (output, batch) VALUES ('orders', ?)"
                                + " ON CONFLICT DO NOTHING")) {
            claim.setLong(1, id);
            return claim.executeUpdate() == 1;
        }
    }

    private static void insert(Connection connection, Dataset<Row> batch) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO orders (id, text) VALUES (?, ?)")) {
            for (Iterator<Row> rows = batch.toLocalIterator(); rows.hasNext(); ) {
                Row row = rows.next();
                insert.setInt(1, row.getInt(0));
                insert.setString(2, row.getString(1));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
