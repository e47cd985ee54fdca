package io.millrace.benchmark.workload;

import io.millrace.benchmark.engine.SensorTable;
import io.millrace.benchmark.records.RecordSource;
import io.millrace.benchmark.records.SensorReadings;
import java.util.Arrays;
import java.util.List;

/** W3: a state that grows with the number of keys. */
public final class SensorTotals implements Workload {

    private final String variant;
    private final int sensors;

    /**
     * @param variant stands in the name
     * @param sensors how many there are
     */
    SensorTotals(String variant, int sensors) {
        this.variant = variant;
        this.sensors = sensors;
    }

    @Override
    public String name() {
        return "W3-" + variant;
    }

    @Override
    public String description() {
        return String.format(
                java.util.Locale.ROOT,
                "count, sum, min, max and average temperature of each of %,d sensors",
                sensors);
    }

    @Override
    public RecordSource records(long seed) {
        return new SensorReadings(seed, sensors);
    }

    /** A row for each sensor that has any: id, count, sum, min, max, average. */
    @Override
    public List<String> answer(long seed, long records) {
        SensorReadings readings = new SensorReadings(seed, sensors);
        long[] count = new long[sensors];
        double[] sum = new double[sensors];
        double[] min = new double[sensors];
        double[] max = new double[sensors];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (long reading = 0; reading < records; reading++) {
            int sensor = readings.sensorOf(reading);
            double temperature = readings.temperatureOf(reading);
            count[sensor]++;
            sum[sensor] += temperature;
            min[sensor] = Math.min(min[sensor], temperature);
            max[sensor] = Math.max(max[sensor], temperature);
        }
        SensorTable rows = new SensorTable();
        for (int id = 0; id < sensors; id++) {
            if (count[id] > 0) {
                rows.put(id, count[id], sum[id], min[id], max[id], sum[id] / count[id]);
            }
        }
        return rows.rows();
    }
}
