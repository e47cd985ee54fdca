package io.millrace.dstream.output;

import io.millrace.common.PublicApi;
import io.millrace.dstream.OffsetRange;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets of a direct stream in a table beside the results, for programs whose truth is that table
 * and not a checkpoint: results and offsets are committed in one transaction, and a new start
 * begins at what {@link #read} gives. Works with any database of JDBC. Thread-safe.
 *
 * @param table the table, with its schema if need be: letters, digits, underscores and dots
 * @param name of the stream: what stores under one name must be one program
 */
@PublicApi
public record StoredOffsets(String table, String name) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Pattern TABLE =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    /** Whether offsets are new to the database. */
    @PublicApi
    public enum Advance {
        /** They are stored now: the results belong into the same transaction. */
        STORED,
        /** They were there already, and the results with them: nothing is to be written. */
        REPEATED
    }

    public StoredOffsets {
        if (!TABLE.matcher(table).matches()) {
            throw OutputError.OUTPUT_SETTING_REFUSED.exception(
                    table, name, "a table is named with letters, digits and underscores");
        }
    }

    /** Creates the table where it is not there. Leaves the commit to the caller. */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS "
                            + table
                            + " (stream_name varchar(200) NOT NULL, topic varchar(249) NOT NULL,"
                            + " partition_number integer NOT NULL, until_offset bigint NOT NULL,"
                            + " PRIMARY KEY (stream_name, topic, partition_number))");
        }
    }

    /**
     * Where each partition goes on, for {@code ConsumerStrategies.Assign} or {@code Subscribe};
     * empty before the first time.
     */
    public Map<TopicPartition, Long> read(Connection connection) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT topic, partition_number, until_offset FROM "
                                + table
                                + " WHERE stream_name = ?")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    offsets.put(
                            new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
        }
        return offsets;
    }

    /**
     * Stores how far ranges go, within the transaction of the connection, which must not commit by
     * itself. Waits for another transaction that stores the same partition. Call it first, and
     * write results only if it says {@link Advance#STORED}.
     *
     * @param ranges of one batch, or of one partition of it; those without offsets count for
     *     nothing
     * @throws io.millrace.common.error.MillraceException if a range does not follow on what is
     *     stored; roll back then
     */
    public Advance advance(Connection connection, List<OffsetRange> ranges) throws SQLException {
        int stored = 0;
        int repeated = 0;
        for (OffsetRange range : ranges) {
            if (range.count() == 0) {
                continue;
            }
            OptionalLong before = replace(connection, range);
            if (before.isEmpty()) {
                stored++;
            } else {
                repeated++;
            }
            boolean partly = stored > 0 && repeated > 0;
            if (partly || before.isPresent() && before.getAsLong() < range.untilOffset()) {
                throw notContiguous(range, before.orElse(range.untilOffset()));
            }
        }
        return repeated > 0 ? Advance.REPEATED : Advance.STORED;
    }

    private RuntimeException notContiguous(OffsetRange range, long stored) {
        return OutputError.OFFSETS_NOT_CONTIGUOUS.exception(
                range.fromOffset(),
                range.untilOffset(),
                range.partition(),
                range.topic(),
                name,
                stored);
    }

    /** Empty if it is stored now, else what is stored. */
    private OptionalLong replace(Connection connection, OffsetRange range) throws SQLException {
        if (update(connection, range)) {
            return OptionalLong.empty();
        }
        OptionalLong found = find(connection, range);
        if (found.isPresent()) {
            return found;
        }
        insert(connection, range);
        return OptionalLong.empty();
    }

    private boolean update(Connection connection, OffsetRange range) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE "
                                + table
                                + " SET until_offset = ? WHERE stream_name = ? AND topic = ? AND"
                                + " partition_number = ? AND until_offset = ?")) {
            statement.setLong(1, range.untilOffset());
            statement.setString(2, name);
            statement.setString(3, range.topic());
            statement.setInt(4, range.partition());
            statement.setLong(5, range.fromOffset());
            return statement.executeUpdate() == 1;
        }
    }

    private OptionalLong find(Connection connection, OffsetRange range) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT until_offset FROM "
                                + table
                                + " WHERE stream_name = ? AND topic = ? AND partition_number = ?")) {
            statement.setString(1, name);
            statement.setString(2, range.topic());
            statement.setInt(3, range.partition());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private void insert(Connection connection, OffsetRange range) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO "
                                + table
                                + " (stream_name, topic, partition_number, until_offset) VALUES (?,"
                                + " ?, ?, ?)")) {
            statement.setString(1, name);
            statement.setString(2, range.topic());
            statement.setInt(3, range.partition());
            statement.setLong(4, range.untilOffset());
            statement.executeUpdate();
        }
    }
}
