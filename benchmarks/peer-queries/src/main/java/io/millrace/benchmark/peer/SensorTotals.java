package io.millrace.benchmark.peer;

import io.millrace.benchmark.engine.SensorTable;
import java.io.Serializable;

/** What W3 computes of a sensor. */
public record SensorTotals(long count, double sum, double min, double max) implements Serializable {

    /** Of no reading at all. */
    public static final SensorTotals NONE =
            new SensorTotals(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public SensorTotals with(double temperature) {
        return new SensorTotals(
                count + 1,
                sum + temperature,
                Math.min(min, temperature),
                Math.max(max, temperature));
    }

    /** Writes them down as the latest of a sensor. */
    public void put(long sensor, SensorTable into) {
        into.put(sensor, count, sum, min, max, sum / count);
    }
}
