package io.millrace.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.launcher.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page in docs/reference that is made from the code. It is written anew with {@code
 * -Dreference.write}; without, a page that is not what the code says is a failure.
 */
record GeneratedPage(String name) {

    void mustBe(String content) throws IOException {
        Path page = Checkout.root().resolve("docs/reference").resolve(name);
        if (System.getProperty("reference.write") != null) {
            Files.writeString(page, content);
        }
        assertThat(page)
                .as("write it anew with: mvn verify -pl cli -am -Dreference.write")
                .exists()
                .hasContent(content);
    }
}
