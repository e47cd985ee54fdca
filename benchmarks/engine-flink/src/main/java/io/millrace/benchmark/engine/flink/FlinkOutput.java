package io.millrace.benchmark.engine.flink;

import io.millrace.benchmark.protocol.EngineSettings;
import io.millrace.benchmark.protocol.Guarantee;
import io.millrace.benchmark.protocol.RunRequest;
import java.util.List;

/** Where the results of a query go: the table {@code output}. */
sealed interface FlinkOutput {

    /** The statement that makes the table. */
    String table(EngineSettings settings, RunRequest request);

    /** The answer, when the job has ended. */
    List<String> answer();

    /**
     * Into this process.
     *
     * @param columns of the table
     * @param keyColumns how many columns, from the first, tell the rows of the answer apart: of
     *     rows with the same key the last one counts
     */
    record Process(AnswerForm form, String columns, int keyColumns) implements FlinkOutput {

        @Override
        public String table(EngineSettings settings, RunRequest request) {
            return "CREATE TABLE output (%s) WITH ('connector' = '%s', '%s' = '%s', '%s' = '%d')"
                    .formatted(
                            columns,
                            AnswerTableFactory.IDENTIFIER,
                            AnswerTableFactory.FORM.key(),
                            form,
                            AnswerTableFactory.KEY_COLUMNS.key(),
                            keyColumns);
        }

        @Override
        public List<String> answer() {
            return Answers.of(form);
        }
    }

    /**
     * As JSON into the output topic.
     *
     * @param columns of the table
     */
    record Topic(String columns) implements FlinkOutput {

        @Override
        public String table(EngineSettings settings, RunRequest request) {
            String guarantee =
                    request.guarantee() == Guarantee.EXACTLY_ONCE
                            ? KafkaOptions.EXACTLY_ONCE.formatted(request.outputTopic())
                            : KafkaOptions.AT_LEAST_ONCE;
            return """
                   CREATE TABLE output (%s) WITH (
                     'connector' = 'kafka',
                     'topic' = '%s',
                     'properties.bootstrap.servers' = '%s',
                     %s
                     %s
                     'format' = 'json'
                   )
                   """
                    .formatted(
                            columns,
                            request.outputTopic(),
                            settings.bootstrapServers(),
                            guarantee,
                            KafkaOptions.producer(settings.tuning()));
        }

        @Override
        public List<String> answer() {
            return List.of();
        }
    }
}
