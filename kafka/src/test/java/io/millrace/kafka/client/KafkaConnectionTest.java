package io.millrace.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaConnectionTest {

    /** The client refuses a limit for the whole that is shorter than that of one request. */
    @ParameterizedTest
    @CsvSource({
        ",, 10000, 10000",
        "30000,, 30000, 30000",
        "5000,, 5000, 10000",
        ", 4000, 4000, 4000",
        ", 60000, 10000, 60000",
        "2000, 3000, 2000, 3000"
    })
    void givesAdministratorsTimeOutsThatFit(
            String request, String whole, String usedForRequest, String usedForWhole) {
        Map<String, String> settings = new HashMap<>();
        if (request != null) {
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
        }
        if (whole != null) {
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, whole);
        }
        KafkaConnection connection = new KafkaConnection("127.0.0.1:1", settings);

        assertThat(connection.adminProperties())
                .containsEntry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, usedForRequest)
                .containsEntry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, usedForWhole);
        connection.openAdmin().close();
    }

    @Test
    void showsNoSettings() {
        assertThat(new KafkaConnection("kafka:9092", Map.of("sasl.jaas.config", "secret")))
                .hasToString("KafkaConnection[kafka:9092]");
    }
}
