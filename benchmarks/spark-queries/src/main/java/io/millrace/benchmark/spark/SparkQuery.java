package io.millrace.benchmark.spark;

/**
 * A workload as a query in Spark SQL. Apart from where the rows come from, every engine that is
 * Spark runs the same text.
 *
 * @param workload its name
 * @param input what the source gives
 * @param sql the query; it reads from the view {@value #INPUT_VIEW} and from views of the tables
 *     that the workload joins with
 * @param keyColumns how many columns, from the first, tell the rows of the answer apart: of rows
 *     with the same key the last one counts
 */
public record SparkQuery(String workload, Input input, String sql, int keyColumns) {

    /** The name of the view that the source of the engine is given to the query as. */
    public static final String INPUT_VIEW = "input";

    /** What a query needs of the records. */
    public sealed interface Input {}

    /** The column value, as bytes. */
    public record RawValues() implements Input {}

    /**
     * Fields of JSON values, as columns.
     *
     * @param declared all fields, as DDL: the schema of the topic
     * @param needed those that the query uses, as DDL
     */
    public record JsonFields(String declared, String needed) implements Input {}
}
