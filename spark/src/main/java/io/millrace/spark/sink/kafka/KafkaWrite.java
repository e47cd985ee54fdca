package io.millrace.spark.sink.kafka;

import io.millrace.common.option.OptionValues;
import io.millrace.kafka.client.KafkaConnection;
import io.millrace.kafka.transaction.RunStart.NewLineage;
import io.millrace.kafka.transaction.SafeClient;
import io.millrace.kafka.transaction.TransactionSupport;
import io.millrace.kafka.write.SinkTopic;
import io.millrace.spark.option.TableError;
import io.millrace.spark.option.TableOptions;
import io.millrace.spark.query.RunningQuery;
import io.millrace.spark.realtime.RealTimeQuery;
import io.millrace.spark.sink.json.RowJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;
import org.apache.spark.sql.types.StructType;

/**
 * Writes rows to Kafka: those of a streaming query exactly once or at least once, those of a batch
 * at least once. A topic only grows: update and complete mode append the rows they give, and who
 * reads takes the last row of each key.
 */
public final class KafkaWrite
        implements WriteBuilder, SupportsTruncate, SupportsStreamingUpdateAsAppend, Write {

    private static final Map<String, String> REFUSED =
            Map.of(
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    "the sink chooses it, so that each run of a query fences the one before",
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    "keys are always written as bytes",
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    "value.format says how values are written",
                    ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                    "interceptors could change or drop records unseen");

    private final KafkaConnection connection;
    private final SinkLayout layout;
    private final Optional<Guarantee> guarantee;
    private final NewLineage newLineage;
    private final RowJson.Settings json;
    private final Optional<RowLetterPlan> letters;

    /**
     * @param declared the columns of the table
     * @param schema the columns of the rows
     * @throws io.millrace.common.error.MillraceException if the options or the columns do not fit
     */
    public KafkaWrite(OptionValues options, StructType declared, StructType schema) {
        this.connection = TableOptions.connection(options);
        TableOptions.refuse(TableOptions.KAFKA, connection.settings(), REFUSED);
        String acks = connection.settings().getOrDefault(ProducerConfig.ACKS_CONFIG, "all");
        if (!acks.equals("all") && !acks.equals("-1")) {
            throw TableError.SETTING_REFUSED.exception(
                    TableOptions.KAFKA + ProducerConfig.ACKS_CONFIG,
                    "no row is lost only if all in-sync replicas have it");
        }
        this.guarantee = options.find(SinkOptions.GUARANTEE);
        this.newLineage =
                options.get(SinkOptions.ALLOW_NEW_LINEAGE) ? NewLineage.ALLOW : NewLineage.REFUSE;
        this.layout = SinkLayout.of(options, schema);
        layout.requireDeclared(declared);
        this.letters = RowLetterPlan.of(options, schema);
        this.json =
                new RowJson.Settings(
                        options.withPrefix(TableOptions.JSON),
                        SQLConf.get().sessionLocalTimeZone());
    }

    @Override
    public WriteBuilder truncate() {
        return this;
    }

    @Override
    public Write build() {
        return this;
    }

    @Override
    public String description() {
        return "millrace[" + layout.topic() + "]";
    }

    @Override
    public BatchWrite toBatch() {
        refuseExactlyOnce("a batch has no checkpoint that tells a repeated one from a new one");
        return new WholeWrite(factory(connection));
    }

    @Override
    public StreamingWrite toStreaming() {
        if (RealTimeQuery.isCurrent()) {
            refuseExactlyOnce("in real-time mode records are not written in micro-batches");
            return new EpochWrite(factory(atOnce()));
        }
        if (isExactlyOnce()) {
            requireTopic();
            return new ExactlyOnceWrite(connection, layout, json, lettersOrNull(), newLineage);
        }
        return new EpochWrite(factory(connection));
    }

    private boolean isExactlyOnce() {
        if (guarantee.isPresent() && guarantee.get() == Guarantee.AT_LEAST_ONCE) {
            return false;
        }
        SafeClient.require();
        TransactionSupport support = TransactionSupport.of(connection);
        if (guarantee.isPresent()) {
            support.require(connection);
        }
        if (!support.isEnough()) {
            WeakerGuarantee.warn(connection, support);
        }
        return support.isEnough();
    }

    /** What a running query is promised of a table with these options. */
    public static Guarantee promised(OptionValues options) {
        boolean possible =
                !RealTimeQuery.isCurrent()
                        && TransactionSupport.known(TableOptions.connection(options))
                                .filter(TransactionSupport::isEnough)
                                .isPresent();
        return options.find(SinkOptions.GUARANTEE)
                .orElse(possible ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE);
    }

    private void refuseExactlyOnce(String reason) {
        if (guarantee.isPresent() && guarantee.get() == Guarantee.EXACTLY_ONCE) {
            throw SinkError.GUARANTEE_UNAVAILABLE.exception(
                    Guarantee.EXACTLY_ONCE, reason, Guarantee.AT_LEAST_ONCE);
        }
    }

    /** The connection of a producer that sends each record at once, unless told otherwise. */
    private KafkaConnection atOnce() {
        Map<String, String> settings = new HashMap<>(connection.settings());
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        return new KafkaConnection(connection.bootstrapServers(), settings);
    }

    private KafkaWriterFactory factory(KafkaConnection producers) {
        requireTopic();
        return new KafkaWriterFactory(producers, layout, json, lettersOrNull());
    }

    private void requireTopic() {
        if (layout.topic() != null) {
            SinkTopic.requireWritable(connection, layout.topic());
        }
        letters.ifPresent(plan -> plan.checkTopic(connection));
    }

    private RowLetterPlan lettersOrNull() {
        return letters.map(plan -> plan.ofQuery(RunningQuery.ofThisThread().forLetters()))
                .orElse(null);
    }

    /** The topic that rows of these columns may go to as dead letters, if they may. */
    public static Optional<String> deadLetterTopic(OptionValues options, StructType rows) {
        return RowLetterPlan.of(options, rows).map(RowLetterPlan::topic);
    }

    private record WholeWrite(KafkaWriterFactory factory) implements BatchWrite {

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            return factory;
        }

        @Override
        public boolean useCommitCoordinator() {
            return false;
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {}

        @Override
        public void abort(WriterCommitMessage[] messages) {}
    }

    private record EpochWrite(KafkaWriterFactory factory) implements StreamingWrite {

        @Override
        public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
            return factory;
        }

        @Override
        public boolean useCommitCoordinator() {
            return false;
        }

        @Override
        public void commit(long epochId, WriterCommitMessage[] messages) {}

        @Override
        public void abort(long epochId, WriterCommitMessage[] messages) {}
    }
}
