/**
 * Record batches without an object for each record. The one place that uses classes of the Kafka
 * client that are not its API; where they are not as expected, reading goes on without it.
 */
package io.millrace.kafka.fetch.batch;
