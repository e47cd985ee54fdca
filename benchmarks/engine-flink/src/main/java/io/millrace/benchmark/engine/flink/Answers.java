package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.engine.SensorTable;
import io.millrace.benchmark.protocol.AnswerRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.table.data.TimestampData;

/** Where the tasks of a job leave its results: they run in this process. */
final class Answers {

    private static final List<String> ROWS = new ArrayList<>();

    private static volatile SensorTable sensors = new SensorTable();
    private static long count;
    private static long sum;

    private Answers() {}

    /** Forgets those of an earlier job. */
    static synchronized void clear() {
        ROWS.clear();
        sensors = new SensorTable();
        count = 0;
        sum = 0;
    }

    static synchronized void addRows(Collection<Object[]> rows) {
        for (Object[] row : rows) {
            Object[] values = new Object[row.length];
            for (int i = 0; i < row.length; i++) {
                values[i] = row[i] instanceof TimestampData time ? time.getMillisecond() : row[i];
            }
            ROWS.add(AnswerRow.of(values));
        }
    }

    static synchronized void addTotals(long moreCount, long moreSum) {
        count += moreCount;
        sum += moreSum;
    }

    static SensorTable sensors() {
        return sensors;
    }

    /** The rows of the job that has ended. */
    static synchronized List<String> of(AnswerForm form) {
        return switch (form) {
            case ROWS -> List.copyOf(ROWS);
            case TOTALS -> List.of(AnswerRow.of(count, sum));
            case SENSORS -> sensors.rows();
        };
    }
}
