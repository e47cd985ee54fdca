package io.millrace.spark.sink.jdbc.database;

import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.MillraceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Does again what failed for a reason that passes, with growing pauses, within a budget of time.
 */
final class Retry {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ConnectionSettings settings;
    private final Dialect dialect;
    private final Duration budget;
    private int attempts;

    Retry(ConnectionSettings settings, Dialect dialect, Duration budget) {
        this.settings = settings;
        this.dialect = dialect;
        this.budget = budget;
    }

    /** A step that talks to the database. */
    interface Step<T> {
        T run() throws SQLException;
    }

    /** How often the step has been tried. */
    int attempts() {
        return attempts;
    }

    /**
     * The result of the first try that succeeds.
     *
     * @param action what the step does, to go before the name of the database in a message
     * @throws SQLException for what does not pass
     * @throws MillraceException {@link JdbcError#JDBC_DATABASE_UNREACHABLE} when the budget is
     *     spent
     */
    <T> T run(String action, Step<T> step) throws SQLException {
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        attempts = 0;
        while (true) {
            attempts++;
            try {
                return step.run();
            } catch (SQLException e) {
                SqlFailure failure = SqlFailure.of(e, dialect);
                if (!failure.kind().isPassing()) {
                    throw e;
                }
                Duration spent = Duration.ofNanos(System.nanoTime() - start);
                if (spent.plus(pause).compareTo(budget) > 0) {
                    throw spent(action, failure, spent, e);
                }
                sleep(pause);
                pause = longer(pause);
            }
        }
    }

    private MillraceException spent(
            String action, SqlFailure failure, Duration spent, SQLException cause) {
        ErrorCode code = JdbcError.JDBC_DATABASE_UNREACHABLE;
        return code.causedBy(
                cause,
                action,
                settings,
                failure.message(),
                failure.state(),
                attempts,
                spent.toSeconds());
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Half of it up to all of it: those who collided must not collide again. */
    private static void sleep(Duration pause) throws SQLException {
        long nanos = pause.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(
                    nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the database", e);
        }
    }
}
