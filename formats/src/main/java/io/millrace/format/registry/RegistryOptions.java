package io.millrace.format.registry;

import io.millrace.common.option.Option;
import java.time.Duration;
import java.util.List;

/** How a schema registry is reached. Names are those of Confluent's clients where there are any. */
public final class RegistryOptions {

    /** What all keys begin with. */
    public static final String PREFIX = "schema.registry.";

    public static final Option<String> URL =
            Option.string(
                    PREFIX + "url",
                    "The schema registry that the records' schema ids belong to: the root of a"
                            + " Confluent-compatible API, such as `https://registry:8081`. Several"
                            + " URLs of one registry, separated by commas, are tried in turn. Over"
                            + " `http` schemas and credentials cross the network in the clear.");

    public static final Option<String> BASIC_AUTH =
            Option.string(
                            PREFIX + "basic.auth.user.info",
                            "User and password for the schema registry, as `user:password`.")
                    .asSecret();

    public static final Option<String> BEARER_TOKEN =
            Option.string(
                            PREFIX + "bearer.auth.token",
                            "A token for the schema registry, in place of user and password.")
                    .asSecret();

    public static final Option<String> SUBJECT =
            Option.string(
                    PREFIX + "subject",
                    "The subject whose latest schema gives the columns where none are declared;"
                            + " the default is the topic's name with `-value`.");

    public static final Option<Duration> CONNECT_TIMEOUT =
            Option.duration(
                            PREFIX + "connect.timeout",
                            "How long opening a connection to the schema registry may take.")
                    .withDefault("5s");

    public static final Option<Duration> REQUEST_TIMEOUT =
            Option.duration(
                            PREFIX + "request.timeout",
                            "How long the schema registry may take to answer one request.")
                    .withDefault("20s");

    public static final Option<Long> RETRIES =
            Option.number(
                            PREFIX + "retries",
                            0,
                            100,
                            "How many more times all URLs of the schema registry are tried when"
                                    + " none could be reached or the registry is overloaded.")
                    .withDefault("5");

    public static final Option<Duration> SUBJECT_TTL =
            Option.duration(
                            PREFIX + "subject.ttl",
                            "How long the latest schema of a subject is taken for granted. Schemas"
                                    + " by id never change and are kept.")
                    .withDefault("5m");

    /** All of them, in the order of the reference page. */
    public static final List<Option<?>> ALL =
            List.of(
                    URL,
                    BASIC_AUTH,
                    BEARER_TOKEN,
                    SUBJECT,
                    CONNECT_TIMEOUT,
                    REQUEST_TIMEOUT,
                    RETRIES,
                    SUBJECT_TTL);

    private RegistryOptions() {}
}
