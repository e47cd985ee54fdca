package io.millrace.spark.source;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** What a scan counts, shown by Spark's UI beside the scan. */
final class ScanMetrics {

    private static final String RECORDS = "recordsRead";
    private static final String BYTES = "valueBytesRead";
    private static final String SKIPPED = "recordsSkipped";
    private static final String MALFORMED = "malformedRecords";
    private static final String DEAD_LETTERS = "deadLetters";

    private ScanMetrics() {}

    static CustomMetric[] declared() {
        return new CustomMetric[] {
            new RecordsRead(),
            new RecordsSkipped(),
            new ValueBytesRead(),
            new MalformedRecords(),
            new DeadLetters()
        };
    }

    /** The counts of one task. */
    static final class Counts {
        private long records;
        private long leftOut;
        private long bytes;
        private long malformed;
        private long deadLetters;

        void add(long moreRecords, long moreBytes) {
            records += moreRecords;
            bytes += moreBytes;
        }

        /** By a filter, or because it is a dead letter. */
        void addLeftOut() {
            leftOut++;
        }

        void addMalformed() {
            malformed++;
        }

        void addDeadLetter() {
            deadLetters++;
        }

        CustomTaskMetric[] values() {
            return new CustomTaskMetric[] {
                new Value(RECORDS, records),
                new Value(SKIPPED, leftOut - deadLetters),
                new Value(BYTES, bytes),
                new Value(MALFORMED, malformed),
                new Value(DEAD_LETTERS, deadLetters)
            };
        }
    }

    /** One count of a task. */
    record Value(String name, long value) implements CustomTaskMetric {}

    /** Spark makes these by name, on the driver. */
    public static final class RecordsRead extends CustomSumMetric {
        @Override
        public String name() {
            return RECORDS;
        }

        @Override
        public String description() {
            return "records read";
        }
    }

    /** Spark makes these by name, on the driver. */
    public static final class RecordsSkipped extends CustomSumMetric {
        @Override
        public String name() {
            return SKIPPED;
        }

        @Override
        public String description() {
            return "records skipped by pushed filters";
        }
    }

    /** Spark makes these by name, on the driver. */
    public static final class ValueBytesRead extends CustomSumMetric {
        @Override
        public String name() {
            return BYTES;
        }

        @Override
        public String description() {
            return "bytes of values read";
        }
    }

    /** Spark makes these by name, on the driver. */
    public static final class MalformedRecords extends CustomSumMetric {
        @Override
        public String name() {
            return MALFORMED;
        }

        @Override
        public String description() {
            return "malformed records";
        }
    }

    /** Spark makes these by name, on the driver. */
    public static final class DeadLetters extends CustomSumMetric {
        @Override
        public String name() {
            return DEAD_LETTERS;
        }

        @Override
        public String description() {
            return "dead letters";
        }
    }
}
