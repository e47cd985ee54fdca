package io.millrace.pipeline.run;

import io.millrace.common.option.NearestName;
import io.millrace.common.option.OptionError;
import io.millrace.common.option.OptionValues;
import io.millrace.pipeline.PipelineError;
import io.millrace.pipeline.graph.Flow;
import io.millrace.pipeline.graph.FlowSettings;
import io.millrace.pipeline.graph.FlowTrigger;
import io.millrace.pipeline.graph.Pipeline;
import io.millrace.pipeline.graph.TableDeclaration;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.realtime.RealTimePlan;
import io.millrace.spark.sink.jdbc.JdbcProvider;
import io.millrace.spark.sink.kafka.KafkaWrite;
import io.millrace.spark.table.MillraceProvider;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.classic.Dataset;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/** Prepares one flow, so that what is wrong with any flow shows before the first one runs. */
final class FlowStart {

    private static final List<String> OUTPUT_MODES = List.of("append", "update", "complete");

    private final Flow flow;
    private final TableDeclaration sink;
    private final Dataset<Row> rows;
    private final FlowTrigger trigger;

    private FlowStart(Flow flow, TableDeclaration sink, Dataset<Row> rows, FlowTrigger trigger) {
        this.flow = flow;
        this.sink = sink;
        this.rows = rows;
        this.trigger = trigger;
    }

    static FlowStart prepare(SparkSession session, Pipeline pipeline, Flow flow)
            throws AnalysisException {
        TableDeclaration sink =
                pipeline.table(flow.sink())
                        .orElseThrow(
                                () ->
                                        PipelineError.SINK_NOT_FOUND.exception(
                                                flow.name(),
                                                flow.sink(),
                                                remedy(pipeline, flow.sink())));
        Dataset<Row> rows = Dataset.ofRows(session, flow.query());
        if (!rows.isStreaming()) {
            throw PipelineError.FLOW_NOT_STREAMING.exception(flow.name(), "name_of_the_table");
        }
        StructType declared =
                session.sessionState()
                        .catalog()
                        .getTableMetadata(new TableIdentifier(sink.name()))
                        .schema();
        FlowTrigger trigger = FlowSettings.of(flow).get(FlowSettings.TRIGGER);
        if (trigger instanceof FlowTrigger.RealTime) {
            RealTimePlan.require(rows.queryExecution().analyzed());
        }
        Dataset<Row> fitted = SinkColumns.fit(flow, rows, declared);
        if (sink.isJdbc()) {
            JdbcProvider.check(sink.options(), fitted.schema());
        }
        return new FlowStart(flow, sink, fitted, trigger);
    }

    private static String remedy(Pipeline pipeline, String sink) {
        return NearestName.of(sink, pipeline.tables().keySet())
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("Declare it with CREATE TABLE " + sink + " (…) USING millrace.");
    }

    /** Creates the topics that are written to where they are not there. */
    void createTopics(RunListener listener) {
        if (!sink.isMillrace()) {
            return;
        }
        OptionValues options = MillraceProvider.parse(sink.options());
        TopicCreation creation = new TopicCreation(options, listener);
        options.find(TableOptions.TOPIC).ifPresent(creation::create);
        KafkaWrite.deadLetterTopic(options, rows.schema())
                .ifPresent(creation::createForDeadLetters);
    }

    /** The checkpoint, with what the query asks of it. */
    FlowCheckpoint checkpoint(String path, RunMode mode) {
        return new FlowCheckpoint(
                path,
                rows.sparkSession().sessionState().newHadoopConf(),
                flow,
                sink,
                rows.queryExecution().analyzed(),
                outputMode(mode));
    }

    StreamingQuery start(FlowCheckpoint checkpoint, RunMode mode) throws TimeoutException {
        return rows.writeStream()
                .queryName(flow.name())
                .format(sink.provider())
                .outputMode(outputMode(mode))
                .option("checkpointLocation", checkpoint.path())
                .trigger(mode == RunMode.ONCE ? Trigger.AvailableNow() : trigger(trigger))
                .toTable("`" + sink.name() + "`");
    }

    Flow flow() {
        return flow;
    }

    /** Whether the flow passes records on as they arrive. */
    boolean isRealTime(RunMode mode) {
        return mode != RunMode.ONCE && trigger instanceof FlowTrigger.RealTime;
    }

    /** Rows that are made of one record each are final at once: the modes differ in name only. */
    private String outputMode(RunMode run) {
        String mode = outputMode();
        return isRealTime(run) && mode.equalsIgnoreCase("append") ? "update" : mode;
    }

    private String outputMode() {
        String mode = sink.option(TableOptions.OUTPUT_MODE.key()).orElse("append");
        if (!OUTPUT_MODES.contains(mode.toLowerCase(Locale.ROOT))) {
            throw OptionError.INVALID_OPTION
                    .exception(
                            TableOptions.OUTPUT_MODE.key(),
                            mode,
                            "one of " + String.join(", ", OUTPUT_MODES))
                    .at(sink.statement().place().toString());
        }
        return mode;
    }

    private static Trigger trigger(FlowTrigger trigger) {
        if (trigger instanceof FlowTrigger.RealTime realTime) {
            return Trigger.RealTime(realTime.checkpoint().toMillis());
        }
        return Trigger.ProcessingTime(((FlowTrigger.MicroBatches) trigger).interval().toMillis());
    }
}
