package io.millrace.benchmark.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SensorReadingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SensorReadings readings = new SensorReadings(1, 10_000_000);
    private final RecordBuffer buffer = new RecordBuffer();

    @Test
    void sayInJsonWhatTheirFieldsAre() throws IOException {
        for (long i = 0; i < 20_000; i++) {
            readings.write(i, buffer);
            JsonNode reading = JSON.readTree(buffer.value());

            assertThat(buffer.length()).isBetween(64, 100);
            assertThat(reading.fieldNames())
                    .toIterable()
                    .containsExactly("id", "ts", "temp", "hum", "pres", "state");
            assertThat(reading.get("id").longValue())
                    .isEqualTo(readings.sensorOf(i))
                    .isBetween(0L, 9_999_999L);
            assertThat(reading.get("ts").longValue()).isEqualTo(buffer.timestamp());
            double temperature = reading.get("temp").doubleValue();
            assertThat(temperature).isEqualTo(readings.temperatureOf(i)).isBetween(-40.0, 85.0);
            assertThat(temperature * 64 % 1).isZero();
            assertThat(reading.get("hum").isDouble()).isTrue();
            assertThat(reading.get("hum").doubleValue()).isBetween(0.0, 100.0);
            assertThat(reading.get("pres").doubleValue()).isBetween(950.0, 1050.0);
            assertThat(reading.get("state").textValue()).isIn("ok", "low", "high", "idle");
        }
    }

    /** Whoever changes what is generated must change the version in the name of the topic. */
    @Test
    void areTheFirstVersion() {
        CRC32 checksum = new CRC32();
        for (long i = 10_000; i >= 0; i--) {
            readings.write(i, buffer);
            checksum.update(buffer.value());
        }

        assertThat(readings.id()).isEqualTo("sensor-readings-v1-10000000-seed1");
        assertThat(new String(buffer.value(), US_ASCII))
                .isEqualTo(
                        "{\"id\":1462,\"ts\":1767225600000,\"temp\":-29.328125,\"hum\":72.125,"
                                + "\"pres\":968.765625,\"state\":\"low\"}");
        assertThat(checksum.getValue()).isEqualTo(2_923_510_718L);
    }
}
