package io.millrace.kafka.fetch;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** What can go wrong while records are fetched. */
public enum FetchError implements ErrorCode {
    FETCH_TIMEOUT(
            "Cannot read partition {partition} at offset {offset} from Kafka at '{bootstrap}':"
                    + " nothing arrived within {timeout}, though records up to offset {until} were"
                    + " there when the batch was planned. Check that the broker which leads the"
                    + " partition runs and can be reached, or raise kafkaConsumer.pollTimeoutMs (for a"
                    + " direct stream spark.streaming.kafka.consumer.poll.ms).");

    private final ErrorDeclaration declaration;

    FetchError(String template) {
        this.declaration = new ErrorDeclaration(ErrorCategory.EXTERNAL, true, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
