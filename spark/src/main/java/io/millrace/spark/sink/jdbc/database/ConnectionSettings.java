package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** How to get at a database. */
public record ConnectionSettings(
        DatabaseAddress address, String user, Password password, TimeLimits limits)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The password, if one is needed. */
    Optional<Password> givenPassword() {
        return Optional.ofNullable(password);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /**
     * How long things may take.
     *
     * @param connect until a connection is there
     * @param statement until the server has run a statement
     * @param lock until a statement has the locks that it needs
     * @param idle until the server ends a transaction whose client is silent
     * @param retry for how long a transaction is tried again
     */
    public record TimeLimits(
            Duration connect, Duration statement, Duration lock, Duration idle, Duration retry)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
