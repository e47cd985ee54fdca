package io.millrace.cli.dlq;

import io.millrace.cli.output.Output;
import io.millrace.cli.output.OutputFormat;
import io.millrace.kafka.deadletter.DeadLetter;
import io.millrace.kafka.deadletter.RecordOrigin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes one dead letter after the other; in one document at the end, where JSON is asked for. */
final class LetterPrinter {

    private final Output output;
    private final Payload payload;
    private final List<Map<String, Object>> gathered = new ArrayList<>();
    private boolean first = true;

    LetterPrinter(Output output, Payload payload) {
        this.output = output;
        this.payload = payload;
    }

    void print(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        Map<String, Object> facts = facts(record, letter);
        switch (output.format()) {
            case JSON -> gathered.add(facts);
            case JSONL -> output.summary(facts);
            case TABLE ->
                    output.document(
                            facts,
                            page -> {
                                if (!first) {
                                    page.heading("");
                                }
                                page.facts(flat(facts));
                            });
        }
        first = false;
    }

    void end() {
        if (output.format() == OutputFormat.JSON) {
            output.summary(Map.of("letters", gathered));
        }
    }

    private Map<String, Object> facts(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("letter", record.topic() + "-" + record.partition() + ":" + record.offset());
        facts.put("reason", letter.reason().code());
        facts.put("message", letter.reason().message());
        letter.origin().ifPresent(origin -> add(origin, facts));
        facts.put("queryName", letter.query().name());
        facts.put("queryId", letter.query().id());
        facts.put("time", letter.time());
        facts.put("content", letter.content());
        facts.put("keyBytes", letter.key() == null ? null : letter.key().length);
        facts.put("valueBytes", letter.value() == null ? null : letter.value().length);
        if (payload == Payload.SHOWN) {
            addText("key", letter.key(), facts);
            addText("value", letter.value(), facts);
            facts.put("headers", headers(letter));
        }
        return facts;
    }

    private static void add(RecordOrigin origin, Map<String, Object> facts) {
        facts.put("topic", origin.topic());
        facts.put("partition", origin.partition());
        facts.put("offset", origin.offset());
        facts.put(
                "timestamp",
                origin.timestamp() == RecordOrigin.NO_TIMESTAMP
                        ? null
                        : Instant.ofEpochMilli(origin.timestamp()));
    }

    private static List<Map<String, Object>> headers(DeadLetter letter) {
        return letter.headers().stream()
                .map(
                        header -> {
                            Map<String, Object> object = new LinkedHashMap<>();
                            object.put("key", header.key());
                            addText("value", header.value(), object);
                            return object;
                        })
                .toList();
    }

    /** As text under its name if it is UTF-8, else as Base64 under the name with that suffix. */
    private static void addText(String name, byte[] bytes, Map<String, Object> object) {
        if (bytes == null) {
            object.put(name, null);
            return;
        }
        try {
            object.put(
                    name,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            object.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** With a line for each header. */
    private static Map<String, Object> flat(Map<String, Object> facts) {
        Map<String, Object> flat = new LinkedHashMap<>(facts);
        if (flat.remove("headers") instanceof List<?> headers) {
            for (int i = 0; i < headers.size(); i++) {
                Map<?, ?> header = (Map<?, ?>) headers.get(i);
                Object value =
                        header.containsKey("value")
                                ? header.get("value")
                                : header.get("valueBase64");
                flat.put("header " + (i + 1), header.get("key") + "=" + value);
            }
        }
        return flat;
    }
}
