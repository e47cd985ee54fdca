package io.millrace.format.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.common.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads schemas out of the answers of the registry, and what they refer to after them. */
final class RegistryReader {

    private static final int MAX_REFERENCES = 1_000;

    private final RegistryHttp http;

    RegistryReader(RegistryHttp http) {
        this.http = http;
    }

    RegisteredSchema schema(int id) {
        String what = "schema id " + id;
        RegistryAnswer answer = http.get("/schemas/ids/" + id, what);
        return schema(answer, id, what, RegistryError.SCHEMA_NOT_FOUND);
    }

    RegisteredSchema version(String subject, String version) {
        String what = "version " + version + " of subject '" + subject + "'";
        RegistryAnswer answer = version(subject, version, what);
        answer.require(RegistryError.SUBJECT_NOT_FOUND);
        int id = answer.number("id");
        return schema(answer, id, what, RegistryError.SUBJECT_NOT_FOUND);
    }

    private RegistryAnswer version(String subject, String version, String what) {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return http.get("/subjects/" + name + "/versions/" + version, what);
    }

    private RegisteredSchema schema(
            RegistryAnswer answer, int id, String what, ErrorCode notFound) {
        answer.require(notFound);
        Map<String, String> references = new LinkedHashMap<>();
        resolve(answer, references, new LinkedHashSet<>());
        return new RegisteredSchema(id, answer.type(), answer.text("schema"), references);
    }

    /**
     * Adds what a schema refers to, each after what it needs itself.
     *
     * @param open the references on the way to this one
     */
    private void resolve(RegistryAnswer answer, Map<String, String> found, Set<String> open) {
        for (JsonNode reference : answer.references()) {
            String name = reference.path("name").asText();
            if (open.contains(name)) {
                throw answer.invalid("its references go round in a circle at '" + name + "'");
            }
            if (found.containsKey(name)) {
                continue;
            }
            if (found.size() + open.size() >= MAX_REFERENCES) {
                throw answer.invalid("it has more than " + MAX_REFERENCES + " references");
            }
            String subject = reference.path("subject").asText();
            String version = Integer.toString(reference.path("version").asInt());
            RegistryAnswer referred =
                    version(
                            subject,
                            version,
                            "reference '"
                                    + name
                                    + "' (version "
                                    + version
                                    + " of subject '"
                                    + subject
                                    + "')");
            referred.require(RegistryError.REGISTRY_ANSWER_INVALID);
            open.add(name);
            resolve(referred, found, open);
            open.remove(name);
            found.put(name, referred.text("schema"));
        }
    }
}
