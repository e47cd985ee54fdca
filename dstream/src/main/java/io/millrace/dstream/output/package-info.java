/**
 * Output of DStreams that is there once, whatever dies and starts again: into Kafka and into a
 * database.
 */
package io.millrace.dstream.output;
