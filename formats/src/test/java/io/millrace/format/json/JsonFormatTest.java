package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.schema.FieldType;
import io.millrace.format.schema.FieldType.ArrayType;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.MapType;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFormatTest {

    private static final JsonFormat FORMAT = JsonFormat.inZone(ZoneOffset.UTC);

    private static final StructType TEMPORALS =
            new StructType(
                    List.of(
                            new Field("d", Scalar.DATE),
                            new Field("t", Scalar.TIMESTAMP),
                            new Field("n", Scalar.TIMESTAMP_NTZ)));

    /** Reads "minus n", and takes nothing else. */
    private static long negated(byte[] text, int offset, int length) {
        String all = new String(text, offset, length, StandardCharsets.UTF_8);
        return all.startsWith("minus ")
                ? -Long.parseLong(all.substring(6))
                : TemporalReader.UNREADABLE;
    }

    @Test
    void asksTheGivenReadersForDatesAndTimestamps() {
        TemporalReader reader = JsonFormatTest::negated;
        JsonFormat format =
                FORMAT.withDates(reader).withTimestamps(reader).withLocalTimestamps(reader);
        Decoding decoding = new Decoding(format, TEMPORALS);

        assertThat(decoding.decode("{\"d\":\"minus 1\",\"t\":\"minus 2\",\"n\":\"minus 3\"}", 0))
                .get()
                .hasToString("{d=-1, t=-2, n=-3}");
        assertThat(decoding.decode("{\"t\":5,\"d\":\"min\\u0075s 7\",\"n\":null}", 0))
                .get()
                .hasToString("{d=-7, t=5000000, n=null}");
    }

    @Test
    void givesWhatAReaderCannotReadToTheFallback() {
        TemporalReader reader = JsonFormatTest::negated;
        Decoding dates = new Decoding(FORMAT.withDates(reader), TEMPORALS);
        Decoding timestamps = new Decoding(FORMAT.withTimestamps(reader), TEMPORALS);
        Decoding locals = new Decoding(FORMAT.withLocalTimestamps(reader), TEMPORALS);

        assertThat(dates.decode("{\"d\":\"2024-01-01\"}", 0)).isEmpty();
        assertThat(dates.decode("{\"d\":\"\"}", 0)).isEmpty();
        assertThat(dates.decode("{\"d\":5}", 0)).isEmpty();
        assertThat(dates.decode("{\"d\":\"minus \\ud800\"}", 0)).isEmpty();
        assertThat(timestamps.decode("{\"t\":\"2024-01-01\"}", 0)).isEmpty();
        assertThat(timestamps.decode("{\"t\":1.5}", 0)).isEmpty();
        assertThat(locals.decode("{\"n\":\"2024-01-01\"}", 0)).isEmpty();
        assertThat(locals.decode("{\"n\":5}", 0)).isEmpty();
    }

    @Test
    void aReaderOfOneTypeLeavesTheOthersAlone() {
        Decoding decoding = new Decoding(FORMAT.withDates(JsonFormatTest::negated), TEMPORALS);

        assertThat(
                        decoding.decode(
                                "{\"d\":\"minus 1\",\"t\":\"1970-01-01\",\"n\":\"1970-01-01\"}", 0))
                .get()
                .hasToString("{d=-1, t=0, n=0}");
    }

    @Test
    void refusesMapsWhoseKeysAreNoStrings() {
        FieldType map = new ArrayType(new MapType(Scalar.INT, Scalar.INT));
        StructType schema = new StructType(List.of(new Field("counts", map)));

        assertThatThrownBy(() -> new Decoding(FORMAT, schema))
                .isInstanceOf(MillraceException.class)
                .hasMessage(
                        "[MAP_KEY_NOT_STRING] Cannot read 'counts' from JSON: it has a map with keys"
                                + " of type INT, and keys are strings there. Declare them as"
                                + " STRING.");
    }

    @Test
    void wantsOneColumnForEachField() {
        RecordDecoder fallback = (data, offset, length, row) -> RecordDecoder.Outcome.MALFORMED;
        CollectedColumn[] columns = {new CollectedColumn(Scalar.DATE)};

        assertThatThrownBy(() -> FORMAT.decoder(TEMPORALS, columns, fallback))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 columns for 3 fields");
    }

    @Test
    void checksDocumentsOfWhichNothingIsWanted() {
        Decoding decoding = new Decoding(FORMAT, new StructType(List.of()));

        assertThat(decoding.decode("{\"a\":1}", 0)).isPresent();
        assertThat(decoding.decode("{\"a\":01}", 0)).isEmpty();
    }

    @Test
    void leavesSchemasOfExtremeDepthToTheFallback() {
        FieldType deep = Scalar.INT;
        for (int level = 1; level < ReaderTree.MAX_DEPTH; level++) {
            deep = new ArrayType(deep);
        }
        FieldType tooDeep = new ArrayType(deep);
        String brackets = "[".repeat(255) + "1" + "]".repeat(255);

        assertThat(decoding(deep).decode("{\"a\":" + brackets + "}", 0)).isPresent();
        assertThat(decoding(tooDeep).decode("{\"a\":[" + brackets + "]}", 0)).isEmpty();
    }

    private static Decoding decoding(FieldType type) {
        return new Decoding(FORMAT, new StructType(List.of(new Field("a", type))));
    }
}
