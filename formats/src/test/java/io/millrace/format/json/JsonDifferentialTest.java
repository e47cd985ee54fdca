package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decoder takes as plain, Spark's way of reading reads without error and to the same. */
class JsonDifferentialTest {

    private static final int DOCUMENTS = 25_000;
    private static final int MARGIN = 8;

    @ParameterizedTest
    @ValueSource(strings = {"America/Bahia_Banderas", "Europe/Berlin", "Asia/Kolkata", "-03:30"})
    void everyWellFormedDocumentIsPlainAndReadAsSparkReadsIt(String zone) throws Exception {
        ZoneId session = ZoneId.of(zone);
        Random random = new Random(zone.hashCode());
        JsonDocuments documents = JsonDocuments.wellFormed(random);
        Decoding decoding = new Decoding(JsonFormat.inZone(session), JsonDocuments.SCHEMA);
        SparkReading spark = new SparkReading(JsonDocuments.SCHEMA, session);
        for (int i = 0; i < DOCUMENTS / 2; i++) {
            byte[] document = documents.next();

            Optional<Map<String, Object>> row = decoding.decode(document, i);

            Map<String, Object> expected = spark.read(document, 0, document.length);
            if (!row.equals(Optional.of(expected))) {
                assertThat(row).as(JsonDocuments.describe(document)).contains(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsTakenOfOddAndDamagedDocumentsIsReadAsSparkReadsIt(long seed) {
        Random random = new Random(seed);
        JsonDocuments documents = JsonDocuments.oddAndDamaged(random);
        ZoneId session = ZoneId.of("America/Bahia_Banderas");
        Decoding decoding = new Decoding(JsonFormat.inZone(session), JsonDocuments.SCHEMA);
        SparkReading spark = new SparkReading(JsonDocuments.SCHEMA, session);
        int taken = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = documents.next();
            // Alone in its array, a read outside throws; among others, it would change the result.
            boolean alone = random.nextBoolean();
            byte[] data = alone ? document : surrounded(document, random);
            int offset = alone ? 0 : MARGIN;

            Optional<Map<String, Object>> row = decoding.decode(data, offset, document.length, i);

            if (row.isPresent()) {
                taken++;
                Object expected = expected(spark, data, offset, document.length);
                if (!row.get().equals(expected)) {
                    assertThat((Object) row.get())
                            .as(JsonDocuments.describe(document))
                            .isEqualTo(expected);
                }
            }
        }
        // Neither of the two cases is rare.
        assertThat(taken).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
    }

    private static Object expected(SparkReading spark, byte[] data, int offset, int length) {
        try {
            return spark.read(data, offset, length);
        } catch (Exception e) {
            return e;
        }
    }

    /** Puts bytes around a document that could pass for a part of it. */
    private static byte[] surrounded(byte[] document, Random random) {
        byte[] all = new byte[document.length + 2 * MARGIN];
        for (int i = 0; i < all.length; i++) {
            all[i] = JsonDocuments.anyByte(random);
        }
        System.arraycopy(document, 0, all, MARGIN, document.length);
        return all;
    }
}
