package io.millrace.benchmark.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.benchmark.records.AdEvents.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class AdEventsTest {

    private static final int MANY = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AdEvents events = new AdEvents(1);
    private final RecordBuffer buffer = new RecordBuffer();

    private JsonNode event(long index) throws IOException {
        events.write(index, buffer);
        return JSON.readTree(buffer.value());
    }

    @Test
    void areFlatJsonWithTheFieldsOfTheYahooBenchmark() throws IOException {
        JsonNode event = event(12_345);

        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly(
                        "user_id",
                        "page_id",
                        "ad_id",
                        "ad_type",
                        "event_type",
                        "event_time",
                        "ip_address");
        for (String id : List.of("user_id", "page_id", "ad_id")) {
            UUID uuid = UUID.fromString(event.get(id).textValue());
            assertThat(uuid).hasToString(event.get(id).textValue());
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        }
        assertThat(event.get("ad_type").textValue())
                .isIn("banner", "modal", "sponsored-search", "mail", "mobile");
        assertThat(event.get("event_time").isIntegralNumber()).isTrue();
        for (String octet : event.get("ip_address").textValue().split("\\.")) {
            assertThat(Integer.parseInt(octet)).isBetween(0, 255);
        }
    }

    @Test
    void saysInJsonWhatItsFieldsAre() throws IOException {
        for (long i = 0; i < 1_000; i++) {
            JsonNode event = event(i);

            assertThat(event.get("ad_id").textValue())
                    .isEqualTo(events.ad(events.adOf(i)).toString());
            assertThat(event.get("event_type").textValue())
                    .isEqualTo(events.typeOf(i).name().toLowerCase(Locale.ROOT));
            assertThat(event.get("event_time").longValue()).isEqualTo(events.timeOf(i));
            assertThat(buffer.timestamp()).isEqualTo(events.timeOf(i));
            assertThat(buffer.length()).isEqualTo(buffer.value().length);
        }
    }

    @Test
    void dependOnNothingButSeedAndNumber() {
        AdEvents same = new AdEvents(1);
        AdEvents other = new AdEvents(2);
        RecordBuffer again = new RecordBuffer();
        for (long i : new long[] {0, 7_999_999, 3, 3, 1L << 40}) {
            events.write(i, buffer);
            same.write(i, again);
            assertThat(again.value()).isEqualTo(buffer.value());
            other.write(i, again);
            assertThat(again.value()).isNotEqualTo(buffer.value());
        }
        assertThat(same.id()).isEqualTo(events.id()).isNotEqualTo(other.id());
        assertThat(same.campaignOf(999)).isEqualTo(events.campaignOf(999));
    }

    /** Whoever changes what is generated must change the version in the name of the topic. */
    @Test
    void isTheFirstVersion() {
        CRC32 checksum = new CRC32();
        for (long i = 10_000; i >= 0; i--) {
            events.write(i, buffer);
            checksum.update(buffer.value());
        }

        assertThat(events.id()).isEqualTo("ad-events-v1-seed1");
        assertThat(checksum.getValue()).isEqualTo(2_976_935_216L);
        assertThat(new String(buffer.value(), StandardCharsets.US_ASCII))
                .isEqualTo(
                        "{\"user_id\":\"d13756f6-5520-41ec-ab0b-f5f2c051b4a2\",\"page_id\":"
                                + "\"255cf449-5f13-403f-837e-774dd869e1e2\",\"ad_id\":"
                                + "\"35de452f-8a64-4f31-b1a0-8deb06d7b10f\",\"ad_type\":\"modal\","
                                + "\"event_type\":\"click\",\"event_time\":1767225600000,"
                                + "\"ip_address\":\"78.231.205.70\"}");
    }

    @Test
    void haveAThousandAdsInAHundredCampaigns() {
        Map<UUID, Set<UUID>> campaigns = new HashMap<>();
        for (int ad = 0; ad < AdEvents.ADS; ad++) {
            campaigns
                    .computeIfAbsent(events.campaignOf(ad), c -> new HashSet<>())
                    .add(events.ad(ad));
        }

        assertThat(campaigns).hasSize(100);
        assertThat(campaigns.values()).allSatisfy(ads -> assertThat(ads).hasSize(10));
        assertThat(campaigns.values().stream().flatMap(Set::stream).distinct()).hasSize(1_000);
    }

    @Test
    void areSpreadEvenly() {
        Map<EventType, Integer> types = new EnumMap<>(EventType.class);
        int[] ads = new int[AdEvents.ADS];
        long bytes = 0;
        for (long i = 0; i < MANY; i++) {
            types.merge(events.typeOf(i), 1, Integer::sum);
            ads[events.adOf(i)]++;
            events.write(i, buffer);
            assertThat(buffer.length()).isBetween(215, 260);
            bytes += buffer.length();
        }

        assertThat(types).hasSize(3);
        assertThat(types.values())
                .allSatisfy(n -> assertThat(n).isCloseTo(MANY / 3, within(MANY / 100)));
        // 200 of each, with a standard deviation of 14.
        assertThat(IntStream.of(ads).min().orElseThrow()).isGreaterThan(120);
        assertThat(IntStream.of(ads).max().orElseThrow()).isLessThan(280);
        assertThat((double) bytes / MANY).isBetween(220.0, 250.0);
    }

    @Test
    void areLateBy8SecondsAtMostOneInAHundred() {
        int late = 0;
        long mostLate = 0;
        for (long i = 0; i < MANY; i++) {
            long lateness = AdEvents.FIRST_TIME + i / 10 - events.timeOf(i);
            assertThat(lateness).isBetween(0L, 8_000L);
            late += lateness > 0 ? 1 : 0;
            mostLate = Math.max(mostLate, lateness);
        }

        assertThat(late).isCloseTo(MANY / 100, within(MANY / 1_000));
        assertThat(mostLate).isGreaterThan(7_900);
    }
}
