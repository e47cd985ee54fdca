package io.millrace.dstream;

import java.util.List;
import java.util.function.Function;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * The decoded values of a batch. They are planned when a job asks for them: planning asks Kafka and
 * a schema registry, and what fails in a job is done again, while a batch that cannot be generated
 * is done by nobody.
 */
final class DecodedRdd<T> extends RDD<T> {

    private static final long serialVersionUID = 1L;

    private final transient DirectRdd<?, ?> batch;
    private final transient DecodedBatch decoded;
    private final transient Function<Dataset<Row>, RDD<T>> convert;

    /** Null before a job has asked. */
    private transient RDD<T> planned;

    DecodedRdd(
            DirectRdd<?, ?> batch, DecodedBatch decoded, Function<Dataset<Row>, RDD<T>> convert) {
        super(batch.context(), DirectRdd.noDependencies(), classTag());
        this.batch = batch;
        this.decoded = decoded;
        this.convert = convert;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> ClassTag<T> classTag() {
        return (ClassTag) ClassTag$.MODULE$.AnyRef();
    }

    private synchronized RDD<T> planned() {
        if (planned == null) {
            planned =
                    decoded.read(batch)
                            .map(convert)
                            .orElseGet(() -> context().emptyRDD(elementClassTag()));
        }
        return planned;
    }

    @Override
    public Seq<Dependency<?>> getDependencies() {
        return CollectionConverters.<Dependency<?>>asScala(
                        List.of(new OneToOneDependency<>(planned())))
                .toSeq();
    }

    @Override
    public Partition[] getPartitions() {
        return planned().partitions();
    }

    @Override
    public Iterator<T> compute(Partition partition, TaskContext context) {
        return this.<T>firstParent(elementClassTag()).iterator(partition, context);
    }
}
