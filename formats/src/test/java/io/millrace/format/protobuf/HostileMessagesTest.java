package io.millrace.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.format.CollectedColumn;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.protobuf.ProtobufFormat.UnknownColumns;
import io.millrace.format.schema.FieldType.StructType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes are, a record is decoded or malformed, and soon. */
class HostileMessagesTest {

    @Test
    @Timeout(60)
    void randomBytesAreDecodedOrMalformed() {
        Random random = new Random(5);
        Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
        for (int i = 0; i < 200; i++) {
            Descriptor type = RandomSchema.next(random);
            StructType schema = ProtobufFormat.DEFAULT.schema(type);
            RecordDecoder decoder =
                    ProtobufFormat.DEFAULT.decoder(
                            type, schema, CollectedColumn.of(schema), UnknownColumns.REFUSED);
            for (int j = 0; j < 500; j++) {
                byte[] bytes = new byte[2 + random.nextInt(40)];
                random.nextBytes(bytes);
                if (random.nextBoolean()) {
                    int field = random.nextInt(type.getFields().size());
                    bytes[0] = (byte) (type.getFields().get(field).getNumber() << 3 | 2);
                    bytes[1] = (byte) (bytes.length - 2);
                }
                seen.add(decoder.decode(bytes, 0, bytes.length, j));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Outcome.DECODED, Outcome.MALFORMED);
    }

    /** A length that is a lie allocates nothing, and groups take no more stack than they may. */
    @Test
    @Timeout(20)
    void liesAboutLengthAndDepthAreMalformed() {
        Messages messages = Messages.of("message M { bytes b = 1; repeated int64 n = 2; }");
        byte[] groups = new byte[1_000_000];
        Arrays.fill(groups, (byte) 0x5b);

        assertThat(messages.decode("0affffffff07 01")).isEmpty();
        assertThat(messages.decode("12ffffffff07 01")).isEmpty();
        assertThat(messages.decode(groups)).isEmpty();
        assertThat(messages.problem()).contains("100 levels");
    }
}
