package io.millrace.spark.column;

import org.apache.spark.sql.types.DataType;

/** STRUCT: whether each row is there; the fields have columns of their own with the same rows. */
final class StructVector extends FieldVector {

    private final FieldVector[] fields;

    StructVector(DataType type, int capacity, FieldVector[] fields) {
        super(type, capacity);
        this.fields = fields;
    }

    @Override
    void growTo(int capacity) {
        for (FieldVector field : fields) {
            field.ensure(capacity);
        }
    }

    @Override
    public void reset() {
        super.reset();
        for (FieldVector field : fields) {
            field.reset();
        }
    }

    @Override
    public void putStruct(int row) {
        markPresent(row);
    }

    @Override
    public FieldVector child(int position) {
        return fields[position];
    }
}
