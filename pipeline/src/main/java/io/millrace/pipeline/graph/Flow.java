package io.millrace.pipeline.graph;

import io.millrace.pipeline.statement.SqlText;
import java.util.Map;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * One streaming query of a pipeline.
 *
 * @param name names the query and its checkpoint
 * @param sink the table that it writes into
 * @param query what it computes, not analyzed yet
 * @param settings the settings that stood before it in the file
 * @param statement where it is defined
 */
public record Flow(
        String name,
        String sink,
        LogicalPlan query,
        Map<String, String> settings,
        SqlText statement) {

    public Flow {
        settings = Map.copyOf(settings);
    }
}
