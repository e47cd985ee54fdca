package io.millrace.dstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.offset.StartingPosition.Reset;
import io.millrace.kafka.plan.DataLossPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What parameters and settings mean. */
class KafkaParamsTest {

    private static final String LOSS = "spark.streaming.kafka.failOnDataLoss";

    private static KafkaParams params(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", List.of("a:1", "b:2"));
        all.put("key.deserializer", StringDeserializer.class);
        all.put("value.deserializer", StringDeserializer.class.getName());
        all.putAll(more);
        return new KafkaParams(all);
    }

    @AfterEach
    void clear() {
        System.clearProperty(LOSS);
    }

    @Test
    void reachesKafkaWithWhatIsNotAboutGroupsAndDeserializers() {
        KafkaParams params =
                params(
                        Map.of(
                                "group.id",
                                "g",
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false,
                                "fetch.max.bytes",
                                7,
                                "ssl.key.password",
                                new Password("secret")));

        assertThat(params.connection().bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(params.connection().settings())
                .isEqualTo(Map.of("fetch.max.bytes", "7", "ssl.key.password", "secret"));
        assertThat(params.toString()).doesNotContain("secret");
    }

    @Test
    void hasTheDefaultsOfAConsumerButReadsWhatIsCommitted() {
        assertThat(params(Map.of()).reset()).isEqualTo(Reset.LATEST);
        assertThat(params(Map.of()).group()).isEmpty();
        assertThat(params(Map.of()).isolation()).isEqualTo(IsolationLevel.READ_COMMITTED);
        assertThat(params(Map.of("isolation.level", "read_uncommitted")).isolation())
                .isEqualTo(IsolationLevel.READ_UNCOMMITTED);
    }

    /** The configuration of a context from a checkpoint is that of its first start. */
    @Test
    void takesTheLossPolicyThatThisRunWasStartedWith() {
        SparkConf checkpoint = new SparkConf(false).set(LOSS, "true");
        assertThat(ReadSettings.of(params(Map.of()), checkpoint).onDataLoss())
                .isEqualTo(DataLossPolicy.FAIL);

        System.setProperty(LOSS, "false");
        assertThat(ReadSettings.of(params(Map.of()), checkpoint).onDataLoss())
                .isEqualTo(DataLossPolicy.CONTINUE);
    }
}
