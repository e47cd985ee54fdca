package io.millrace.benchmark.peer;

import java.io.Serializable;

/** What a sensor has measured, as far as W3 needs it. */
public record Reading(long sensor, double temperature) implements Serializable {}
