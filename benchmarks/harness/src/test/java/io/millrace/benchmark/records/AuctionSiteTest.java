package io.millrace.benchmark.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class AuctionSiteTest {

    private static final int MANY = 50_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS = List.of("person", "auction", "bid");

    private final AuctionSite site = new AuctionSite(1);
    private final RecordBuffer buffer = new RecordBuffer();

    private JsonNode record(long number) throws IOException {
        site.write(number, buffer);
        return JSON.readTree(buffer.value());
    }

    @Test
    void hasPersonsAuctionsAndBidsInTheProportionsOfNexmark() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (long i = 0; i < MANY; i++) {
            JsonNode record = record(i);
            String kind = KINDS.get(record.get("event_type").intValue());
            assertThat(record.fieldNames()).toIterable().containsExactly("event_type", kind);
            assertThat(record.get(kind).get("dateTime").longValue())
                    .isEqualTo(site.timeOf(i))
                    .isEqualTo(buffer.timestamp());
            assertThat(site.kindOf(i).name()).isEqualToIgnoringCase(kind);
            counts.merge(kind, 1, Integer::sum);
        }

        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                "person",
                                MANY / 50,
                                "auction",
                                MANY / 50 * 3,
                                "bid",
                                MANY / 50 * 46));
    }

    /** Sellers have joined before, bids go to auctions that are open. */
    @Test
    void speaksOfWhatIsThere() throws IOException {
        Set<Long> persons = new HashSet<>();
        Set<Long> auctions = new HashSet<>();
        Map<Long, Integer> sales = new HashMap<>();
        for (long i = 0; i < MANY; i++) {
            JsonNode record = record(i);
            switch (site.kindOf(i)) {
                case PERSON -> {
                    JsonNode person = record.get("person");
                    long id = person.get("id").longValue();
                    assertThat(persons.add(id)).isTrue();
                    assertThat(person.get("name").textValue()).isEqualTo(site.nameOf(id));
                    assertThat(site.recordOfPerson(id)).isEqualTo(i);
                }
                case AUCTION -> {
                    JsonNode auction = record.get("auction");
                    assertThat(auctions.add(auction.get("id").longValue())).isTrue();
                    assertThat(auction.get("seller").longValue()).isIn(persons);
                    sales.merge(auction.get("seller").longValue(), 1, Integer::sum);
                }
                case BID -> {
                    assertThat(record.get("bid").get("auction").longValue()).isIn(auctions);
                    assertThat(record.get("bid").get("bidder").longValue()).isIn(persons);
                }
            }
        }

        assertThat(sales.values().stream().filter(n -> n > 100)).hasSize(10);
    }

    /** With any four ways to deal them, each gets some of each kind. */
    @Test
    void closesWindowsEverywhere() throws IOException {
        Set<String> dealt = new HashSet<>();
        for (int i = 0; i < site.closers(); i++) {
            site.writeCloser(i, buffer);
            JsonNode record = JSON.readTree(buffer.value());
            String kind = KINDS.get(record.get("event_type").intValue());
            JsonNode body = record.get(kind);
            assertThat(body.get("dateTime").longValue()).isEqualTo(AuctionSite.CLOSING_TIME);
            JsonNode id = kind.equals("bid") ? body.get("auction") : body.get("id");
            dealt.add(kind + i % 4);
            dealt.add(kind + "by key" + (Long.hashCode(id.longValue()) * 31 >>> 2 & 3));
        }

        assertThat(dealt).hasSize(3 * 4 * 2);
        assertThat(site.timeOf(100_000_000L)).isLessThan(AuctionSite.CLOSING_TIME);
    }

    /** Whoever changes what is generated must change the version in the name of the topic. */
    @Test
    void isTheFirstVersion() {
        CRC32 checksum = new CRC32();
        for (long i = 10_000; i >= 0; i--) {
            site.write(i, buffer);
            checksum.update(buffer.value());
        }
        for (int i = 0; i < site.closers(); i++) {
            site.writeCloser(i, buffer);
            checksum.update(buffer.value());
        }

        assertThat(site.id()).isEqualTo("auction-site-v1-seed1");
        site.write(60, buffer);
        assertThat(new String(buffer.value(), US_ASCII))
                .isEqualTo(
                        "{\"event_type\":2,\"bid\":{\"auction\":1000,\"bidder\":1001,\"price\":691442,"
                                + "\"channel\":\"Apple\",\"url\":\"https://www.example.com/item"
                                + "?query=1&channel_id=7aa243e3\",\"dateTime\":1767225600006,"
                                + "\"extra\":\"1b5ac2e054a0c041\"}}");
        assertThat(checksum.getValue()).isEqualTo(2084382704L);
    }
}
