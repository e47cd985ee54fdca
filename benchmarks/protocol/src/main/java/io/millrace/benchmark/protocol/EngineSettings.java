package io.millrace.benchmark.protocol;

/**
 * What an engine needs to know before its first run.
 *
 * @param bootstrapServers the broker
 * @param cores how many threads the engine may compute with
 * @param workDirectory where it may leave what it likes; it is deleted at the end
 */
public record EngineSettings(
        String bootstrapServers, Tuning tuning, int cores, String workDirectory) {}
