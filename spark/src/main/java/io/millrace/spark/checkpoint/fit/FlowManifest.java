package io.millrace.spark.checkpoint.fit;

/**
 * What is kept beside a checkpoint of the query that it belongs to.
 *
 * @param query the id of the query
 * @param statement a hash of the text that defines it
 * @param shape what the checkpoint depends on
 */
public record FlowManifest(String query, String statement, QueryShape shape) {}
