/** Programs of DStreams, each with its twin in the Dataset API; the twins in SQL lie beside. */
package io.millrace.example;
