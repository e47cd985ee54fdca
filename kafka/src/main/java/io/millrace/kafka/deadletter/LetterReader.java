package io.millrace.kafka.deadletter;

import static io.millrace.kafka.deadletter.LetterEnvelope.CONTENT;
import static io.millrace.kafka.deadletter.LetterEnvelope.CURRENT;
import static io.millrace.kafka.deadletter.LetterEnvelope.ESCAPE;
import static io.millrace.kafka.deadletter.LetterEnvelope.MESSAGE;
import static io.millrace.kafka.deadletter.LetterEnvelope.OFFSET;
import static io.millrace.kafka.deadletter.LetterEnvelope.PARTITION;
import static io.millrace.kafka.deadletter.LetterEnvelope.PREFIX;
import static io.millrace.kafka.deadletter.LetterEnvelope.QUERY_ID;
import static io.millrace.kafka.deadletter.LetterEnvelope.QUERY_NAME;
import static io.millrace.kafka.deadletter.LetterEnvelope.REASON;
import static io.millrace.kafka.deadletter.LetterEnvelope.TIME;
import static io.millrace.kafka.deadletter.LetterEnvelope.TIMESTAMP;
import static io.millrace.kafka.deadletter.LetterEnvelope.TOPIC;
import static io.millrace.kafka.deadletter.LetterEnvelope.VERSION;

import io.millrace.common.error.MillraceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Reads one record of a dead-letter topic strictly: what is not understood is refused. */
final class LetterReader {

    private static final Set<String> KNOWN =
            Set.of(
                    VERSION,
                    CONTENT,
                    TOPIC,
                    PARTITION,
                    OFFSET,
                    TIMESTAMP,
                    REASON,
                    MESSAGE,
                    QUERY_ID,
                    QUERY_NAME,
                    TIME);

    private final ConsumerRecord<byte[], byte[]> record;
    private final Map<String, String> own = new LinkedHashMap<>();
    private final List<Header> original = new ArrayList<>();

    LetterReader(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    DeadLetter read() {
        for (Header header : record.headers()) {
            if (header.key().startsWith(ESCAPE)) {
                original.add(
                        new RecordHeader(header.key().substring(ESCAPE.length()), header.value()));
            } else if (header.key().startsWith(PREFIX)) {
                if (own.put(header.key(), text(header)) != null) {
                    throw refused("it has the header '" + header.key() + "' twice");
                }
            } else {
                original.add(header);
            }
        }
        checkVersion();
        for (String key : own.keySet()) {
            if (!KNOWN.contains(key)) {
                throw refused("it has an unknown header '" + key + "'");
            }
        }
        return new DeadLetter(
                record.key(),
                record.value(),
                original,
                LetterContent.of(needed(CONTENT)).orElseThrow(() -> damaged(CONTENT)),
                origin(),
                new LetterReason(needed(REASON), needed(MESSAGE)),
                new LetterQuery(own.get(QUERY_ID), own.get(QUERY_NAME)),
                time());
    }

    private void checkVersion() {
        String version = own.get(VERSION);
        if (version == null) {
            throw refused("it has no header '" + VERSION + "'");
        }
        if (!version.equals(CURRENT)) {
            throw refused(
                    "its version is '"
                            + version
                            + "', and this Millrace reads version "
                            + CURRENT
                            + " only");
        }
    }

    private Optional<RecordOrigin> origin() {
        if (!own.containsKey(TOPIC)) {
            return Optional.empty();
        }
        long partition = number(PARTITION);
        if (partition < 0 || partition > Integer.MAX_VALUE) {
            throw damaged(PARTITION);
        }
        return Optional.of(
                new RecordOrigin(
                        own.get(TOPIC),
                        (int) partition,
                        number(OFFSET),
                        own.containsKey(TIMESTAMP)
                                ? number(TIMESTAMP)
                                : RecordOrigin.NO_TIMESTAMP));
    }

    private long number(String key) {
        try {
            return Long.parseLong(needed(key));
        } catch (NumberFormatException e) {
            throw damaged(key);
        }
    }

    private Instant time() {
        try {
            return Instant.parse(needed(TIME));
        } catch (DateTimeException e) {
            throw damaged(TIME);
        }
    }

    private String needed(String key) {
        String value = own.get(key);
        if (value == null) {
            throw refused("it has no header '" + key + "'");
        }
        return value;
    }

    private String text(Header header) {
        if (header.value() == null) {
            throw damaged(header.key());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged(header.key());
        }
    }

    private MillraceException damaged(String key) {
        return refused("its header '" + key + "' is damaged");
    }

    private MillraceException refused(String reason) {
        return DeadLetterError.NO_DEAD_LETTER.exception(
                record.offset(), record.topic() + "-" + record.partition(), reason);
    }
}
