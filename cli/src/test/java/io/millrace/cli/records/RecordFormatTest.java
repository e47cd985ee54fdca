package io.millrace.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordFormatTest {

    private static final byte[] NO_TEXT = {'a', (byte) 0xff, 'b'};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void printsValuesAsTheyAre() throws IOException {
        write(
                new PlainRecords(out, null, null),
                record(null, bytes("a\nb")),
                record(null, NO_TEXT),
                record(bytes("k"), null));

        assertThat(out.toByteArray())
                .isEqualTo(new byte[] {'a', '\n', 'b', '\n', 'a', (byte) 0xff, 'b', '\n', '\n'});
    }

    @Test
    void printsKeysAndNullsWhenAsked() throws IOException {
        write(
                new PlainRecords(out, "→", "NULL"),
                record(bytes("k"), bytes("v")),
                record(null, null));

        assertThat(text()).isEqualTo("k→v\nNULL→NULL\n");
    }

    @Test
    void writesEverythingAboutARecordInALine() throws IOException {
        ConsumerRecord<byte[], byte[]> record =
                record(
                        TimestampType.LOG_APPEND_TIME,
                        bytes("k\""),
                        bytes("ä\n\u0001😀"),
                        List.of(
                                new RecordHeader("h", bytes("1")),
                                new RecordHeader("h", (byte[]) null),
                                new RecordHeader("bin", NO_TEXT)));

        write(JsonRecords.lines(out), record);

        assertThat(text())
                .isEqualTo(
                        "{\"topic\":\"clicks\",\"partition\":3,\"offset\":42,"
                                + "\"timestamp\":\"2026-03-01T12:00:00.007Z\","
                                + "\"timestampType\":\"LogAppendTime\",\"key\":\"k\\\"\","
                                + "\"value\":\"ä\\n\\u0001😀\",\"headers\":["
                                + "{\"key\":\"h\",\"value\":\"1\"},{\"key\":\"h\",\"value\":null},"
                                + "{\"key\":\"bin\",\"valueBase64\":\"Yf9i\"}]}\n");
    }

    @Test
    void writesWhatIsNoTextAsBase64() throws IOException {
        write(
                JsonRecords.lines(out),
                record(NO_TEXT, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                record(null, null),
                record(new byte[0], new byte[0]));

        assertThat(text().lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains("\"keyBase64\":\"Yf9i\",\"valueBase64\":\"7aCA\"")
                                        .doesNotContain("\"key\"", "\"value\""),
                        line -> assertThat(line).contains("\"key\":null,\"value\":null"),
                        line -> assertThat(line).contains("\"key\":\"\",\"value\":\"\""));
    }

    @Test
    void writesLargeValuesAfterSmallOnes() throws IOException {
        String large = "ä".repeat(100_000);

        write(
                JsonRecords.lines(out),
                record(null, bytes("x")),
                record(null, bytes(large)),
                record(null, bytes("y")));

        assertThat(text().lines().toList().get(1)).contains("\"value\":\"" + large + "\"");
        assertThat(text().lines().toList().get(2)).contains("\"value\":\"y\"");
    }

    @Test
    void saysNothingOfATimeThatTheRecordDoesNotHave() throws IOException {
        write(
                JsonRecords.lines(out),
                record(TimestampType.NO_TIMESTAMP_TYPE, null, null, List.of()));

        assertThat(text()).contains("\"timestamp\":null,\"timestampType\":\"NoTimestampType\"");
    }

    @Test
    void makesOneArrayOfAllRecords() throws IOException {
        RecordFormat array = JsonRecords.array(out);
        write(array, record(null, bytes("a")), record(null, bytes("b")));
        array.end();

        assertThat(text()).startsWith("[\n{\"topic\"").endsWith("}\n]\n");
        assertThat(text().lines()).hasSize(4);

        out.reset();
        JsonRecords.array(out).end();
        assertThat(text()).isEqualTo("[]\n");
    }

    @SafeVarargs
    private static void write(RecordFormat format, ConsumerRecord<byte[], byte[]>... records)
            throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            format.write(record);
        }
        format.flush();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return record(TimestampType.CREATE_TIME, key, value, List.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TimestampType type, byte[] key, byte[] value, List<Header> headers) {
        return new ConsumerRecord<>(
                "clicks",
                3,
                42,
                Instant.parse("2026-03-01T12:00:00.007Z").toEpochMilli(),
                type,
                0,
                0,
                key,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
