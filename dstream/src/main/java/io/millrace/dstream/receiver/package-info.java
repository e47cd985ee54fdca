/**
 * Streams of sources that are received rather than read by offset. What is received is stored in
 * Spark's write-ahead log before the source is told that it may forget it.
 */
package io.millrace.dstream.receiver;
