package io.millrace.spark.sink.jdbc.database;

import java.io.Serializable;

/**
 * One run of a query on its sink.
 *
 * @param query the id that is kept in the checkpoint
 * @param generation how many runs there were, this one included
 * @param commits the table of commits
 * @param runs the table of runs
 */
public record SinkRun(
        String query, TableName sink, long generation, TableName commits, TableName runs)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    CommitStatements statements(Dialect dialect) {
        return dialect.commits(commits, runs);
    }

    /** The sink as it stands in the tables. */
    String sinkText() {
        return sink.sql();
    }
}
