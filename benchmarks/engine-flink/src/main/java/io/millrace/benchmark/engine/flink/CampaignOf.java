package io.millrace.benchmark.engine.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * The campaign of an ad, from reference data that is loaded before the first record. It takes and
 * gives text as Flink holds it, so that nothing is decoded.
 */
public final class CampaignOf extends ScalarFunction {

    private static final long serialVersionUID = 1;
    private static final String SEPARATOR = ",";

    private final HashMap<String, String> campaigns;
    private transient Map<StringData, StringData> byAd;

    private CampaignOf(HashMap<String, String> campaigns) {
        this.campaigns = campaigns;
    }

    /** Reads a CSV file of ads and campaigns with a header line. */
    static CampaignOf read(String file) throws IOException {
        HashMap<String, String> campaigns = new HashMap<>();
        Files.readAllLines(Path.of(file)).stream()
                .skip(1)
                .map(line -> line.split(SEPARATOR))
                .forEach(row -> campaigns.put(row[0], row[1]));
        return new CampaignOf(campaigns);
    }

    @Override
    public void open(FunctionContext context) {
        byAd = new HashMap<>();
        campaigns.forEach(
                (ad, campaign) ->
                        byAd.put(StringData.fromString(ad), StringData.fromString(campaign)));
    }

    public @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData ad) {
        return byAd.get(ad);
    }
}
