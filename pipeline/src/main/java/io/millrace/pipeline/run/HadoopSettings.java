package io.millrace.pipeline.run;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Settings of Hadoop, for what is done to checkpoints without a Spark session. */
public final class HadoopSettings {

    private static final String PREFIX = "spark.hadoop.";

    private HadoopSettings() {}

    /** Hadoop's own files of settings, and those among Spark's settings that are for Hadoop. */
    public static Configuration of(Map<String, String> spark) {
        Configuration hadoop = new Configuration();
        spark.forEach(
                (key, value) -> {
                    if (key.startsWith(PREFIX)) {
                        hadoop.set(key.substring(PREFIX.length()), value);
                    }
                });
        return hadoop;
    }
}
