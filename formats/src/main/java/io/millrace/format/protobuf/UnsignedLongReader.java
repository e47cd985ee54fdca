package io.millrace.format.protobuf;

import io.millrace.format.ColumnSink;
import io.millrace.format.schema.FieldType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads integers of 64 bits without a sign into decimals, which hold all of them. */
final class UnsignedLongReader extends ValueReader {

    /** The type of such columns. */
    static final DecimalType TYPE = new DecimalType(20, 0);

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final ColumnSink column;
    private final IntegerCoding coding;
    private final long byDefault;

    UnsignedLongReader(ColumnSink column, IntegerCoding coding, long byDefault) {
        super(coding.wireTypeOfLong());
        this.column = column;
        this.coding = coding;
        this.byDefault = byDefault;
    }

    @Override
    Seen read(WireInput in, int row) {
        long value = coding.readLong(in);
        put(row, value);
        return value == byDefault ? Seen.DEFAULT : Seen.VALUE;
    }

    private void put(int row, long value) {
        BigDecimal decimal =
                value >= 0
                        ? BigDecimal.valueOf(value)
                        : new BigDecimal(BigInteger.valueOf(value).add(TWO_TO_64));
        column.putDecimal(row, decimal);
    }

    @Override
    void putDefault(int row) {
        put(row, byDefault);
    }
}
