package io.millrace.format.registry;

import io.millrace.common.PublicApi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A client of a schema registry that speaks Confluent's REST API. Thread-safe; what has been asked
 * before is answered from memory: schemas by id, which never change, always, and subjects for a
 * while. When the registry is away, a subject that has been asked before keeps its last answer.
 *
 * <p>All methods throw {@link io.millrace.common.error.MillraceException} with a code of {@link
 * RegistryError}.
 */
@PublicApi
public final class SchemaRegistry {

    private static final int MAX_CLIENTS = 32;
    private static final int MAX_SCHEMAS = 10_000;
    private static final int MAX_SUBJECTS = 1_000;
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final Map<RegistrySettings, SchemaRegistry> CLIENTS = new LinkedHashMap<>();

    private record Version(String subject, String version) {}

    private final RegistryReader reader;
    private final AnswerCache<Integer, RegisteredSchema> byId;
    private final AnswerCache<Version, RegisteredSchema> bySubject;

    /** A client of its own; {@link #shared} is what nearly everyone wants. */
    public SchemaRegistry(RegistrySettings settings) {
        this(settings, System::nanoTime);
    }

    SchemaRegistry(RegistrySettings settings, LongSupplier nanoClock) {
        this.reader = new RegistryReader(new RegistryHttp(settings));
        this.byId = new AnswerCache<>(MAX_SCHEMAS, FOR_EVER, nanoClock);
        this.bySubject = new AnswerCache<>(MAX_SUBJECTS, settings.subjectTtl(), nanoClock);
    }

    /** The client of these settings in this JVM. */
    public static SchemaRegistry shared(RegistrySettings settings) {
        synchronized (CLIENTS) {
            SchemaRegistry client = CLIENTS.remove(settings);
            if (client == null) {
                client = new SchemaRegistry(settings);
            }
            CLIENTS.put(settings, client);
            if (CLIENTS.size() > MAX_CLIENTS) {
                CLIENTS.remove(CLIENTS.keySet().iterator().next());
            }
            return client;
        }
    }

    /**
     * The schema that records name by this id.
     *
     * @throws io.millrace.common.error.MillraceException SCHEMA_NOT_FOUND if there is none
     */
    public RegisteredSchema schema(int id) {
        return byId.get(id, () -> reader.schema(id));
    }

    /**
     * The latest schema of a subject, as of a while ago at most.
     *
     * @throws io.millrace.common.error.MillraceException SUBJECT_NOT_FOUND if there is none
     */
    public RegisteredSchema latest(String subject) {
        return bySubject.get(
                new Version(subject, "latest"), () -> reader.version(subject, "latest"));
    }

    /**
     * One version of a subject.
     *
     * @throws io.millrace.common.error.MillraceException SUBJECT_NOT_FOUND if there is none
     */
    public RegisteredSchema version(String subject, int version) {
        String number = Integer.toString(version);
        return bySubject.get(new Version(subject, number), () -> reader.version(subject, number));
    }
}
