package io.millrace.benchmark.records;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What sensors have measured: flat JSON of 70 to 100 bytes with the fields id (from 0, the number
 * of the sensor), ts (milliseconds since 1970 UTC), temp, hum, pres and state.
 *
 * <p>The sensors are Zipf-distributed. Ten readings are taken in a millisecond. A temperature is a
 * multiple of 1/64, so that sums are exact in whatever order a double is added to.
 */
public final class SensorReadings implements RecordSource {

    private static final int READINGS_PER_MILLISECOND = 10;
    private static final int PARTS = 64;

    /** From -40 to 85, in parts of a degree. */
    private static final int LOWEST = -40 * PARTS;

    private static final int RANGE = 125 * PARTS;

    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] TS = ascii(",\"ts\":");
    private static final byte[] TEMP = ascii(",\"temp\":");
    private static final byte[] HUM = ascii(",\"hum\":");
    private static final byte[] PRES = ascii(",\"pres\":");
    private static final byte[] STATE = ascii(",\"state\":\"");
    private static final byte[] END = ascii("\"}");
    private static final byte[] MINUS = ascii("-");

    private static final byte[][] STATES =
            Stream.of("ok", "low", "high", "idle")
                    .map(SensorReadings::ascii)
                    .toArray(byte[][]::new);

    /** What stands behind the whole part of a number: {@code .0} to {@code .984375}. */
    private static final byte[][] FRACTIONS =
            IntStream.range(0, PARTS)
                    .mapToObj(part -> ascii(Double.toString((double) part / PARTS).substring(1)))
                    .toArray(byte[][]::new);

    private final long seed;
    private final int sensors;
    private final Draws draws;
    private final Zipf zipf;

    /**
     * @param sensors how many there are
     */
    public SensorReadings(long seed, int sensors) {
        this.seed = seed;
        this.sensors = sensors;
        this.draws = new Draws(seed, 4);
        this.zipf = new Zipf(sensors);
    }

    @Override
    public String id() {
        return "sensor-readings-v1-" + sensors + "-seed" + seed;
    }

    /** The sensor of a reading, from 0. */
    public int sensorOf(long reading) {
        return zipf.rank(draws.bits(reading, 0));
    }

    /** The temperature of a reading. */
    public double temperatureOf(long reading) {
        return (double) temperatureParts(reading) / PARTS;
    }

    private int temperatureParts(long reading) {
        return LOWEST + draws.below(RANGE, reading, 1);
    }

    @Override
    public void write(long reading, RecordBuffer into) {
        long time = AdEvents.FIRST_TIME + reading / READINGS_PER_MILLISECOND;
        into.begin(time).put(ID).put(sensorOf(reading)).put(TS).put(time);
        putParts(temperatureParts(reading), into.put(TEMP));
        // Of 1/16 percent and of 1/64 hectopascal.
        putParts(4 * draws.below(16 * 100, reading, 2), into.put(HUM));
        putParts(950 * PARTS + draws.below(100 * PARTS, reading, 3), into.put(PRES));
        into.put(STATE).put(STATES[draws.below(STATES.length, reading, 4)]).put(END);
    }

    private static void putParts(int parts, RecordBuffer into) {
        if (parts < 0) {
            into.put(MINUS);
        }
        int size = Math.abs(parts);
        into.put(size / PARTS).put(FRACTIONS[size % PARTS]);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
