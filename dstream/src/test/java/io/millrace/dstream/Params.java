package io.millrace.dstream;

import io.millrace.spark.LocalStack;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka parameters for the broker that all tests share. */
public final class Params {

    private Params() {}

    /** Text from the first record on, in a group of this name. */
    public static Map<String, Object> text(String group) {
        Map<String, Object> params = new HashMap<>();
        params.put("bootstrap.servers", LocalStack.broker().bootstrapServers());
        params.put("key.deserializer", StringDeserializer.class);
        params.put("value.deserializer", StringDeserializer.class);
        params.put("group.id", group);
        params.put("auto.offset.reset", "earliest");
        params.put("enable.auto.commit", false);
        return params;
    }

    /** The same with another value for one parameter. */
    public static Map<String, Object> text(String group, String key, Object value) {
        Map<String, Object> params = text(group);
        params.put(key, value);
        return params;
    }
}
