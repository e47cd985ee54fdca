package io.millrace.spark.sink.json;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.util.DateFormatter;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.LegacyDateFormats;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes times as strings, in the formats that the options of Spark's generator name. */
final class TimeTexts {

    private TimeTexts() {}

    static JsonValueWriter timestamps(JSONOptions options) {
        TimestampFormatter spark =
                TimestampFormatter.apply(
                        options.timestampFormatInWrite(),
                        options.zoneId(),
                        options.locale(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        false);
        LongFunction<String> text = spark::format;
        if (!IsoTimestamps.isFormat(options.timestampFormatInWrite())) {
            return (json, values, i) -> appendText(json, text.apply(values.getLong(i)));
        }
        IsoTimestamps iso = new IsoTimestamps(options.zoneId());
        return (json, values, i) -> {
            long micros = values.getLong(i);
            if (!iso.append(json, micros)) {
                appendText(json, text.apply(micros));
            }
        };
    }

    static JsonValueWriter timestampsWithoutZone(JSONOptions options) {
        TimestampFormatter spark =
                TimestampFormatter.apply(
                        options.timestampNTZFormatInWrite(),
                        options.zoneId(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        false,
                        true);
        return (json, values, i) ->
                appendText(
                        json, spark.format(DateTimeUtils.microsToLocalDateTime(values.getLong(i))));
    }

    static JsonValueWriter dates(JSONOptions options) {
        DateFormatter spark =
                DateFormatter.apply(
                        options.dateFormatInWrite(),
                        options.locale(),
                        LegacyDateFormats.FAST_DATE_FORMAT(),
                        false);
        IntFunction<String> text = spark::format;
        return (json, values, i) -> appendText(json, text.apply(values.getInt(i)));
    }

    private static void appendText(JsonBuffer json, String text) {
        json.appendString(UTF8String.fromString(text));
    }
}
