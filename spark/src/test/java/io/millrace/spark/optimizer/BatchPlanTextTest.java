package io.millrace.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spark.LocalStack;
import io.millrace.spark.TestTopic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark writes down of a batch, and that the batch is the same whatever that is. */
class BatchPlanTextTest {

    private static final class PlanTexts extends SparkListener {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void onOtherEvent(SparkListenerEvent event) {
            if (event instanceof SparkListenerSQLExecutionStart start) {
                texts.add(start.physicalPlanDescription());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isWrittenDownOrNot(boolean setting) throws Exception {
        SparkSession session = LocalStack.session();
        boolean written = setting || !session.version().startsWith("4.1.");
        String shown = written ? "MicroBatchScan" : "is not written down";
        String topic = TestTopic.create("text", 2).send("a", "b", "a", "c", "a").name();
        String name = LocalStack.newName("text").replace('-', '_');
        PlanTexts texts = new PlanTexts();
        session.sparkContext().addSparkListener(texts);
        session.conf().set(BatchPlanText.SETTING, setting);
        try {
            StreamingQuery query =
                    session.readStream()
                            .format("millrace")
                            .option("subscribe", topic)
                            .option("startingOffsets", "earliest")
                            .option("maxOffsetsPerTrigger", "2")
                            .load()
                            .selectExpr("CAST(value AS STRING) AS word")
                            .groupBy("word")
                            .count()
                            .writeStream()
                            .format("memory")
                            .queryName(name)
                            .outputMode("complete")
                            .option(
                                    "checkpointLocation",
                                    LocalStack.newDirectory("checkpoint").toString())
                            .trigger(Trigger.AvailableNow())
                            .start();
            query.awaitTermination();
        } finally {
            session.conf().unset(BatchPlanText.SETTING);
            session.sparkContext().listenerBus().waitUntilEmpty();
            session.sparkContext().removeSparkListener(texts);
        }

        assertThat(session.table(name).collectAsList().stream().map(Row::toString))
                .containsExactlyInAnyOrder("[a,3]", "[b,1]", "[c,1]");
        assertThat(texts.texts.stream().filter(text -> !text.contains("CreateView")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(text -> text.contains(shown));
    }
}
