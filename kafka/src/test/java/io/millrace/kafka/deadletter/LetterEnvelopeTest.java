package io.millrace.kafka.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dead letter comes out of its envelope as it went in, whatever its record claims to be. */
class LetterEnvelopeTest {

    private static final byte[] NO_TEXT = {(byte) 0xff, 0, (byte) 0xc3};

    private static final DeadLetter LETTER =
            new DeadLetter(
                    "k".getBytes(StandardCharsets.UTF_8),
                    NO_TEXT,
                    List.of(
                            header("trace", "a"),
                            header("millrace.dlq.topic", "payroll"),
                            header("trace", "b"),
                            new RecordHeader("empty", (byte[]) null)),
                    LetterContent.RECORD,
                    Optional.of(new RecordOrigin("clicks", 3, 4711, 1_795_255_200_000L)),
                    new LetterReason("MALFORMED_RECORD", "Unexpected '}' in line 1"),
                    new LetterQuery("0d5a3c5e-5e0c-4f0a-9a39-3f6f3ad3d9b1", "views"),
                    Instant.parse("2026-11-25T20:00:00.123Z"));

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> record) {
        return read(record.key(), record.value(), record.headers());
    }

    private static ConsumerRecord<byte[], byte[]> read(
            byte[] key, byte[] value, Iterable<Header> headers) {
        return new ConsumerRecord<>(
                "clicks-dlq",
                0,
                7,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }

    private static List<Header> headersOf(DeadLetter letter) {
        return new ArrayList<>(
                List.of(LetterEnvelope.seal(letter, "clicks-dlq").headers().toArray()));
    }

    @Test
    void keepsWhatItTakes() {
        DeadLetter opened = LetterEnvelope.open(read(LetterEnvelope.seal(LETTER, "clicks-dlq")));

        assertThat(opened).usingRecursiveComparison().isEqualTo(LETTER);
    }

    @Test
    void keepsALetterOfWhichLittleIsKnown() {
        DeadLetter letter =
                new DeadLetter(
                        null,
                        null,
                        List.of(),
                        LetterContent.ROW,
                        Optional.empty(),
                        new LetterReason("NEGATIVE", ""),
                        LetterQuery.NONE,
                        Instant.EPOCH);

        assertThat(LetterEnvelope.open(read(LetterEnvelope.seal(letter, "dlq"))))
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }

    @Test
    void doesNotTakeTheRecordsWordForWhereItComesFrom() {
        DeadLetter opened = LetterEnvelope.open(read(LetterEnvelope.seal(LETTER, "clicks-dlq")));

        assertThat(opened.origin().orElseThrow().topic()).isEqualTo("clicks");
        assertThat(opened.headers().get(1).key()).isEqualTo("millrace.dlq.topic");
    }

    @Test
    void keepsALetterInALetter() {
        List<Header> headers = headersOf(LETTER);
        DeadLetter outer =
                new DeadLetter(
                        LETTER.key(),
                        LETTER.value(),
                        headers,
                        LetterContent.RECORD,
                        Optional.of(new RecordOrigin("clicks-dlq", 0, 1, 2)),
                        LETTER.reason(),
                        LetterQuery.NONE,
                        LETTER.time());

        assertThat(LetterEnvelope.open(read(LetterEnvelope.seal(outer, "again"))).headers())
                .isEqualTo(headers);
    }

    @Test
    void cutsLongMessagesBetweenCharacters() {
        LetterReason reason = new LetterReason("X", "a".repeat(998) + "\ud83d\ude00" + "b");

        assertThat(reason.message()).isEqualTo("a".repeat(998) + "…");
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.dlq.version, 2, its version is '2'",
        "millrace.dlq.content, poem, 'millrace.dlq.content' is damaged",
        "millrace.dlq.partition, -1, 'millrace.dlq.partition' is damaged",
        "millrace.dlq.offset, x, 'millrace.dlq.offset' is damaged",
        "millrace.dlq.time, yesterday, 'millrace.dlq.time' is damaged"
    })
    void refusesWhatItDoesNotUnderstand(String key, String value, String problem) {
        List<Header> headers = headersOf(LETTER);
        headers.replaceAll(h -> h.key().equals(key) ? header(key, value) : h);

        assertThatThrownBy(() -> LetterEnvelope.open(read(null, null, headers)))
                .hasMessageContaining("[NO_DEAD_LETTER]")
                .hasMessageContaining("offset 7 of partition clicks-dlq-0")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesHeadersThatAreMissingTwiceThereOrUnknown() {
        List<Header> missing = headersOf(LETTER);
        missing.removeIf(h -> h.key().equals("millrace.dlq.reason"));
        List<Header> twice = headersOf(LETTER);
        twice.add(header("millrace.dlq.topic", "payroll"));
        List<Header> unknown = headersOf(LETTER);
        unknown.add(header("millrace.dlq.colour", "red"));

        assertThatThrownBy(() -> LetterEnvelope.open(read(null, null, List.of())))
                .hasMessageContaining("no header 'millrace.dlq.version'");
        assertThatThrownBy(() -> LetterEnvelope.open(read(null, null, missing)))
                .hasMessageContaining("no header 'millrace.dlq.reason'");
        assertThatThrownBy(() -> LetterEnvelope.open(read(null, null, twice)))
                .hasMessageContaining("the header 'millrace.dlq.topic' twice");
        assertThatThrownBy(() -> LetterEnvelope.open(read(null, null, unknown)))
                .hasMessageContaining("unknown header 'millrace.dlq.colour'");
    }

    /** The headers of version 1 as they lie in topics out there, one in a line. */
    @Test
    void readsAndWritesVersionOneAsItWas() throws IOException {
        String golden;
        try (InputStream file =
                getClass().getResourceAsStream("/compat/dead-letter-headers-1.txt")) {
            golden = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Header> headers =
                golden.lines()
                        .map(line -> line.split("=", 2))
                        .map(
                                part ->
                                        part[1].equals("(null)")
                                                ? new RecordHeader(part[0], (byte[]) null)
                                                : header(part[0], part[1]))
                        .map(Header.class::cast)
                        .toList();

        assertThat(LetterEnvelope.open(read(LETTER.key(), NO_TEXT, headers)))
                .usingRecursiveComparison()
                .isEqualTo(LETTER);
        assertThat(headersOf(LETTER)).isEqualTo(headers);
    }
}
