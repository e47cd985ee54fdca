package io.millrace.spark.realtime;

import io.millrace.common.error.ErrorCategory;
import io.millrace.common.error.ErrorCode;
import io.millrace.common.error.ErrorDeclaration;

/** Why a query cannot run in real-time mode. */
public enum RealTimeError implements ErrorCode {
    NOT_IN_REAL_TIME(
            "Cannot run this query in real-time mode: it {does}. Real-time mode takes queries that"
                    + " make each row of one record: filters, projections, generators, unions, and"
                    + " joins with small tables. For all others use micro-batches,"
                    + " Trigger.ProcessingTime(…) or SET millrace.trigger = 100ms.");

    private final ErrorDeclaration declaration;

    RealTimeError(String template) {
        this.declaration = ErrorDeclaration.permanent(ErrorCategory.USER, template);
    }

    @Override
    public ErrorDeclaration declaration() {
        return declaration;
    }
}
