package io.millrace.spark.checkpoint.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Entries of the log of leases as JSON, with a version. */
final class LeaseJson {

    static final int VERSION = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> FIELDS =
            Set.of(
                    "version", "state", "run", "host", "boot", "space", "pid", "started", "since",
                    "locked");

    private LeaseJson() {}

    static byte[] write(LeaseEntry entry) {
        ObjectNode root = JSON.createObjectNode();
        LeaseOwner owner = entry.owner();
        root.put("version", VERSION);
        root.put("state", entry instanceof LeaseEntry.Held ? "held" : "free");
        root.put("run", owner.run());
        root.put("host", owner.process().host());
        root.put("boot", owner.process().boot());
        root.put("space", owner.process().space());
        root.put("pid", owner.process().pid());
        root.put("started", owner.process().started());
        root.put("since", owner.since().toString());
        root.put("locked", entry instanceof LeaseEntry.Held held && held.locked());
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static LeaseEntry read(byte[] text) {
        try {
            JsonNode root = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            int version = root.path("version").asInt(-1);
            if (version > VERSION) {
                throw new IllegalArgumentException(
                        "it is of version "
                                + version
                                + " and this Millrace reads versions up to "
                                + VERSION);
            }
            Set<String> fields = new TreeSet<>();
            root.fieldNames().forEachRemaining(fields::add);
            if (version != VERSION || !fields.equals(FIELDS)) {
                throw new IllegalArgumentException("it has the fields " + fields);
            }
            return entry(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static LeaseEntry entry(JsonNode root) {
        ProcessIdentity process =
                new ProcessIdentity(
                        root.get("host").textValue(),
                        root.get("boot").textValue(),
                        root.get("space").textValue(),
                        root.get("pid").longValue(),
                        root.get("started").longValue());
        LeaseOwner owner =
                new LeaseOwner(
                        root.get("run").textValue(),
                        process,
                        Instant.parse(root.get("since").textValue()));
        String state = root.get("state").asText();
        return switch (state) {
            case "held" -> new LeaseEntry.Held(owner, root.get("locked").booleanValue());
            case "free" -> new LeaseEntry.Free(owner);
            default -> throw new IllegalArgumentException("its state is '" + state + "'");
        };
    }
}
