package io.millrace.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.common.error.MillraceException;
import io.millrace.format.CollectedColumn;
import io.millrace.format.ColumnSink;
import io.millrace.format.RecordDecoder;
import io.millrace.format.RecordDecoder.Outcome;
import io.millrace.format.schema.FieldType.Field;
import io.millrace.format.schema.FieldType.Scalar;
import io.millrace.format.schema.FieldType.StructType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFormatTest {

    private static final StructType TEXT = schema(Scalar.STRING);

    private static StructType schema(Scalar... types) {
        return new StructType(Arrays.stream(types).map(type -> new Field("value", type)).toList());
    }

    /** Keeps the bytes that were put last. */
    private static final class Bytes implements ColumnSink {
        private byte[] last;

        @Override
        public void putNull(int row) {
            last = null;
        }

        @Override
        public void putBytes(int row, byte[] source, int offset, int length) {
            last = Arrays.copyOfRange(source, offset, offset + length);
        }
    }

    @Test
    void takesTheBytesAsTheyAre() {
        Bytes column = new Bytes();
        RecordDecoder decoder = TextFormat.decoder(TEXT, new ColumnSink[] {column});
        byte[] data = {1, 2, (byte) 0xC3, 0, '"', '\n', 7};

        assertThat(decoder.decode(data, 2, 4, 0)).isEqualTo(Outcome.DECODED);
        assertThat(column.last).containsExactly(0xC3, 0, '"', '\n');
        assertThat(decoder.decode(data, 2, 0, 0)).isEqualTo(Outcome.DECODED);
        assertThat(column.last).isEmpty();
    }

    @Test
    void fillsTheRowThatItIsTold() {
        CollectedColumn column = new CollectedColumn(Scalar.STRING);
        RecordDecoder decoder = TextFormat.decoder(TEXT, new ColumnSink[] {column});

        decoder.decode(new byte[] {'b'}, 0, 1, 3);
        decoder.decode(new byte[] {'a'}, 0, 1, 1);

        assertThat(column.value(3)).isEqualTo("b");
        assertThat(column.value(1)).isEqualTo("a");
        assertThat(column.value(2)).isEqualTo(CollectedColumn.NOTHING);
    }

    @Test
    void needsNoColumnWhereOnlyTheRecordsCount() {
        RecordDecoder decoder = TextFormat.decoder(schema(), new ColumnSink[0]);

        assertThat(decoder.decode(new byte[] {'a'}, 0, 1, 0)).isEqualTo(Outcome.DECODED);
    }

    @Test
    void refusesAnythingButOneStringColumn() {
        for (StructType schema :
                List.of(schema(Scalar.BINARY), schema(Scalar.STRING, Scalar.STRING))) {
            assertThatThrownBy(() -> TextFormat.decoder(schema, CollectedColumn.of(schema)))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageStartingWith("[TEXT_NOT_ONE_STRING] Cannot read the columns 'value");
        }
        assertThatThrownBy(() -> TextFormat.decoder(TEXT, new ColumnSink[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 columns for 1 fields");
    }
}
