package io.millrace.benchmark.protocol;

/**
 * Why an engine has no answer.
 *
 * @param reason one line; the rest stands in the log
 */
public record Failure(String reason) {}
