package io.millrace.spark.decode;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.util.BadRecordException;

/** What Spark's parsers say of records that they cannot read. */
final class BadRecords {

    private BadRecords() {}

    /** Why a record was refused, in a few words. */
    static String problemOf(BadRecordException bad) {
        Throwable cause = bad.getCause() == null ? bad : bad.getCause();
        String message = String.valueOf(cause.getMessage());
        String firstLine = Arrays.stream(message.split("\n")).findFirst().orElse(message).strip();
        return firstLine.endsWith(".") ? firstLine.substring(0, firstLine.length() - 1) : firstLine;
    }
}
