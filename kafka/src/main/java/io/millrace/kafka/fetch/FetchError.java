package io.millrace.kafka.fetch;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;

/** What can go wrong while records are fetched. */
public enum FetchError implements ErrorCode {
    FETCH_TIMEOUT(
            "Cannot read partition {partition} at offset {offset} from Kafka at '{bootstrap}':"
                    + " nothing arrived within {timeout}, though records up to offset {until} were"
                    + " there when the batch was planned. Check that the broker which leads the"
                    + " partition runs and can be reached, or raise kafkaConsumer.pollTimeoutMs.");

    private final String template;

    FetchError(String template) {
        this.template = template;
    }

    @Override
    public ErrorCategory category() {
        return ErrorCategory.EXTERNAL;
    }

    @Override
    public boolean retriable() {
        return true;
    }

    @Override
    public String template() {
        return template;
    }
}
