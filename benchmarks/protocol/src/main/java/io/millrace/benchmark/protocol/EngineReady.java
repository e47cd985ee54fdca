package io.millrace.benchmark.protocol;

import java.util.List;
import java.util.Map;

/**
 * What an engine says of itself once it can run.
 *
 * @param versions of what it is made of: name to version
 * @param workloads the names of those that it can run
 */
public record EngineReady(Map<String, String> versions, List<String> workloads) {}
