package io.millrace.spark.option;

import io.millrace.common.option.Option;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionGroup;
import io.millrace.common.option.OptionValues;
import io.millrace.format.registry.RegistryOptions;
import io.millrace.kafka.client.KafkaConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The options that reading and writing share, and how both are read from one set. */
public final class TableOptions {

    /** The prefix of options that go to the Kafka client. */
    public static final String KAFKA = "kafka.";

    /** The prefix of options that go to Spark's JSON parser and writer. */
    public static final String JSON = "value.json.";

    /** The prefix of options that go to Spark's CSV parser. */
    public static final String CSV = "value.csv.";

    /** Session settings under this prefix are defaults for options. */
    public static final String SESSION_PREFIX = "spark.datasource.millrace.";

    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    public static final Option<String> TOPIC =
            Option.string(
                    "topic",
                    "The topic to write to, and to read from where none of `subscribe`,"
                            + " `subscribePattern` and `assign` is given. Rows that carry a topic"
                            + " of their own (`topic`, with a format `_topic`) go there.");

    public static final Option<ValueFormat> VALUE_FORMAT =
            Option.choice(
                            "value.format",
                            ValueFormat.class,
                            "How values become columns. `raw` gives the columns of Spark's `kafka`"
                                    + " source.")
                    .withDefault("raw");

    public static final Option<String> VALUE_SCHEMA =
            Option.string(
                    "value.schema",
                    "The columns of the value as a DDL string, such as `id BIGINT, name STRING`;"
                            + " not needed where `CREATE TABLE` or `.schema(...)` gives them.");

    public static final Option<Long> TOPIC_PARTITIONS =
            Option.number(
                    "topic.partitions",
                    1,
                    100_000,
                    "How many partitions the topic gets where a pipeline creates it because it is"
                            + " written to and not there; the default is the broker's.");

    public static final Option<Long> TOPIC_REPLICATION =
            Option.number(
                    "topic.replication.factor",
                    1,
                    Short.MAX_VALUE,
                    "How many replicas the topic gets where a pipeline creates it; the default is"
                            + " the broker's.");

    public static final Option<String> OUTPUT_MODE =
            Option.string(
                    "outputMode",
                    "What a flow of a pipeline writes into this table after each micro-batch:"
                            + " `append` (rows that are final; the default), `update` (rows that"
                            + " changed) or `complete` (all rows). Elsewhere the query says it.");

    /** What every table takes. */
    public static final List<Option<?>> SHARED =
            List.of(
                    TOPIC,
                    VALUE_FORMAT,
                    VALUE_SCHEMA,
                    OUTPUT_MODE,
                    TOPIC_PARTITIONS,
                    TOPIC_REPLICATION);

    /** Prefixes that every table takes, with their docs. */
    public static final Map<String, String> PREFIXES = prefixes();

    /**
     * What Spark itself puts among the options of a table or a query; none of Millrace's business.
     */
    private static final List<String> OF_SPARK =
            List.of(
                    "path",
                    "provider",
                    "owner",
                    "location",
                    "external",
                    "is_managed_location",
                    "comment",
                    "collation",
                    "transient_lastddltime",
                    "checkpointlocation",
                    "queryname");

    private TableOptions() {}

    /** All that a table takes: what is shared, and what its source, formats and sink take. */
    public static OptionGroup group(
            List<Option<?>> ofSource, List<Option<?>> ofFormats, List<Option<?>> ofSink) {
        List<Option<?>> options = new ArrayList<>(SHARED);
        options.addAll(ofSource);
        options.addAll(ofFormats);
        options.addAll(ofSink);
        return new OptionGroup("a millrace table", options, PREFIXES);
    }

    /**
     * The options that the user gave, without what Spark adds, over the defaults of the session. A
     * table that names another cluster or registry than the session takes none of its settings.
     *
     * @param given as Spark hands them over, keys in any case
     * @param session the settings of the session
     */
    public static Map<String, String> ofUser(
            Map<String, String> given, Map<String, String> session) {
        Map<String, String> own = ofUser(given);
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        session.forEach(
                (key, value) -> {
                    if (key.startsWith(SESSION_PREFIX)) {
                        options.put(key.substring(SESSION_PREFIX.length()), value);
                    }
                });
        takeNoneOf(KAFKA, KAFKA + BOOTSTRAP_SERVERS, own, options);
        takeNoneOf(RegistryOptions.PREFIX, RegistryOptions.URL.key(), own, options);
        options.putAll(own);
        return options;
    }

    /**
     * The options that the user gave, without what Spark adds.
     *
     * @param given as Spark hands them over, keys in any case
     */
    public static Map<String, String> ofUser(Map<String, String> given) {
        Map<String, String> own = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.forEach(
                (key, value) -> {
                    String lower = key.toLowerCase(Locale.ROOT);
                    if (!lower.startsWith("option.") && !OF_SPARK.contains(lower)) {
                        own.put(key, value);
                    }
                });
        return own;
    }

    /**
     * Where a table names another service than the session, the credentials of the session's are
     * none of its business.
     */
    private static void takeNoneOf(
            String prefix, String address, Map<String, String> own, Map<String, String> session) {
        String named = own.get(address);
        if (named != null && !named.equals(session.get(address))) {
            session.keySet().removeIf(key -> key.toLowerCase(Locale.ROOT).startsWith(prefix));
        }
    }

    /**
     * The cluster that the options name.
     *
     * @throws io.millrace.common.error.MillraceException if they name none
     */
    public static KafkaConnection connection(OptionValues options) {
        Map<String, String> settings = options.withPrefix(KAFKA);
        String servers = settings.get(BOOTSTRAP_SERVERS);
        if (servers == null || servers.isBlank()) {
            throw OptionError.MISSING_OPTION.exception(
                    KAFKA + BOOTSTRAP_SERVERS,
                    "a millrace table",
                    "it says which Kafka to use; set it on the table, or for the whole session as "
                            + SESSION_PREFIX
                            + KAFKA
                            + BOOTSTRAP_SERVERS);
        }
        return new KafkaConnection(servers, settings);
    }

    /**
     * Refuses settings that would break what a table promises.
     *
     * @param given the settings that were given under the prefix
     * @param refused settings with the reason
     */
    public static void refuse(
            String prefix, Map<String, String> given, Map<String, String> refused) {
        given.keySet()
                .forEach(
                        setting -> {
                            String reason = refused.get(setting.toLowerCase(Locale.ROOT));
                            if (reason != null) {
                                throw TableError.SETTING_REFUSED.exception(
                                        prefix + setting, reason);
                            }
                        });
    }

    private static Map<String, String> prefixes() {
        Map<String, String> prefixes = new LinkedHashMap<>();
        prefixes.put(
                KAFKA,
                "Handed to the Kafka client without the prefix: `kafka.bootstrap.servers` (needed),"
                        + " security, time-outs and so on.");
        prefixes.put(
                JSON,
                "Handed to Spark's JSON parser or writer without the prefix, as to `from_json` and"
                        + " `to_json`: `value.json.timestampFormat` and so on.");
        prefixes.put(
                CSV,
                "Handed to Spark's CSV parser without the prefix, as to `from_csv`:"
                        + " `value.csv.sep`, `value.csv.nullValue`, `value.csv.timestampFormat` and"
                        + " so on.");
        return prefixes;
    }
}
