package io.millrace.spark.decode;

import io.millrace.format.json.TemporalReader;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.util.DateFormatter;
import org.apache.spark.sql.catalyst.util.DateFormatter$;
import org.apache.spark.sql.catalyst.util.LegacyDateFormats;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;

/** Reads dates and timestamps in the formats that a user has given, with Spark's formatters. */
final class SparkTemporals {

    @FunctionalInterface
    private interface Parse {
        long parse(String text) throws Exception;
    }

    private SparkTemporals() {}

    static TemporalReader dates(JSONOptions options) {
        DateFormatter formatter =
                DateFormatter$.MODULE$.apply(
                        options.dateFormatInRead(),
                        options.locale(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        true);
        return reader(formatter::parse);
    }

    static TemporalReader timestamps(JSONOptions options) {
        TimestampFormatter formatter =
                TimestampFormatter$.MODULE$.apply(
                        options.timestampFormatInRead(),
                        options.zoneId(),
                        options.locale(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        true);
        return reader(formatter::parse);
    }

    static TemporalReader localTimestamps(JSONOptions options) {
        TimestampFormatter formatter =
                TimestampFormatter$.MODULE$.apply(
                        options.timestampNTZFormatInRead(),
                        options.zoneId(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        true,
                        true);
        return reader(text -> formatter.parseWithoutTimeZone(text, false));
    }

    /** What the formatter refuses, in whichever way, is for Spark's parser to decide. */
    private static TemporalReader reader(Parse parse) {
        return (text, offset, length) -> {
            try {
                return parse.parse(new String(text, offset, length, StandardCharsets.UTF_8));
            } catch (Exception e) {
                return TemporalReader.UNREADABLE;
            }
        };
    }
}
