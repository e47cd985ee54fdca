/** Kafka for Spark's classic streaming API, with the shapes that {@code KafkaUtils} has. */
package io.millrace.dstream;
