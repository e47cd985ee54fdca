package io.millrace.pipeline.statement;

import io.millrace.common.error.MillraceException;
import io.millrace.pipeline.PipelineError;
import java.util.concurrent.Callable;
import org.apache.spark.QueryContext;
import org.apache.spark.QueryContextType;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Turns what Spark says of a statement into a coded error with file, line and column. */
public final class SqlFailure {

    private static final String NO_WATERMARK = "without watermark";
    private static final String WATERMARK_REMEDY =
            " Say how late events may be (FROM STREAM t WATERMARK column DELAY OF INTERVAL 1"
                    + " MINUTE) and group by a window, or give the table that the flow writes into"
                    + " the option outputMode=update.";

    private SqlFailure() {}

    /** Runs what may fail for the sake of a statement. */
    public static <T> T locate(SqlText statement, Callable<T> action) {
        try {
            return action.call();
        } catch (Exception e) {
            // Scala throws checked exceptions undeclared.
            throw translate(statement, e);
        }
    }

    private static RuntimeException translate(SqlText statement, Exception failure) {
        MillraceException own = MillraceException.findIn(failure).orElse(null);
        if (own != null) {
            return own.at(statement.place().toString());
        }
        if (failure instanceof SparkThrowable of) {
            return PipelineError.SQL_INVALID
                    .causedBy(failure, message(failure))
                    .at(place(statement, of).toString());
        }
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException(failure);
    }

    private static SqlPlace place(SqlText statement, SparkThrowable failure) {
        if (failure instanceof AnalysisException analysis
                && analysis.line().isDefined()
                && analysis.startPosition().isDefined()) {
            int line = (Integer) analysis.line().get();
            int column = (Integer) analysis.startPosition().get();
            return statement.placeOf(line, column);
        }
        for (QueryContext context : failure.getQueryContext()) {
            if (context.contextType() == QueryContextType.SQL && context.startIndex() >= 0) {
                return statement.placeOf(context.startIndex());
            }
        }
        return statement.place();
    }

    /** What Spark says, without the plan and the position that it adds. */
    private static String message(Exception failure) {
        String text =
                failure instanceof AnalysisException analysis
                        ? analysis.getSimpleMessage().strip()
                        : String.valueOf(failure.getMessage()).strip();
        int position = text.indexOf("; line ");
        String message = position < 0 ? text : text.substring(0, position);
        int sql = message.indexOf("\n== SQL");
        String plain = (sql < 0 ? message : message.substring(0, sql)).strip();
        return plain.contains(NO_WATERMARK) ? plain + WATERMARK_REMEDY : plain;
    }
}
