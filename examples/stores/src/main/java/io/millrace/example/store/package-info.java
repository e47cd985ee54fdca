/** Programs of DStreams that write to HBase and to Cassandra, so that nothing is there twice. */
package io.millrace.example.store;
