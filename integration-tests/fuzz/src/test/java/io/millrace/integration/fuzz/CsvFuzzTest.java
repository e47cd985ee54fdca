package io.millrace.integration.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/** Whatever the bytes are, a line is read or malformed. */
class CsvFuzzTest {

    private static final String COLUMNS =
            "s STRING, i INT, b BOOLEAN, l BIGINT, d DOUBLE, f FLOAT, t TIMESTAMP, day DATE,"
                    + " n TIMESTAMP_NTZ, p DECIMAL(10,2), x BINARY";

    private final ValueReading plain = ValueReading.of(Map.of("value.format", "csv"), COLUMNS);

    private final ValueReading trimmed =
            ValueReading.of(
                    Map.of(
                            "value.format", "csv",
                            "value.csv.sep", "\t",
                            "value.csv.nullValue", "-",
                            "value.csv.ignoreLeadingWhiteSpace", "true"),
                    COLUMNS);

    @FuzzTest(maxDuration = "10m")
    void readsAnyLine(byte[] line) {
        plain.decode(line);
        trimmed.decode(line);
    }
}
