package io.millrace.kafka.produce;

import io.millrace.common.PublicApi;

/**
 * How far sending has come.
 *
 * @param read records taken from the input
 * @param acknowledged records that every in-sync replica has
 * @param bytes keys and values of the acknowledged records
 */
@PublicApi
public record SendProgress(long read, long acknowledged, long bytes) {}
