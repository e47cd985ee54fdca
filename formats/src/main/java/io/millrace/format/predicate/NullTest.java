package io.millrace.format.predicate;

/** Whether a field is null, or is not. */
final class NullTest extends FieldTest {

    private final boolean ofNulls;

    /**
     * @param ofNulls whether it is nulls that it holds of, or all else
     */
    NullTest(Field field, boolean ofNulls) {
        super(field);
        this.ofNulls = ofNulls;
    }

    @Override
    int ofNull() {
        return truthOf(ofNulls);
    }

    @Override
    boolean holds(int row) {
        return !ofNulls;
    }

    @Override
    boolean holds(byte[] data, int offset, int length) {
        return !ofNulls;
    }
}
