package io.millrace.spark.optimizer;

import io.millrace.common.PublicApi;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * What Millrace adds to a Spark session. Spark finds it by itself when the jar is on the classpath
 * of the driver; without it queries give the same answers, more slowly.
 */
@PublicApi
public final class MillraceExtensions implements SparkSessionExtensionsProvider {

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectPlanNormalizationRule(BatchPlanText::new);
        extensions.injectPreCBORule(session -> new PushDownIntoStreams());
        extensions.injectPreCBORule(session -> new CheckRealTimePlans());
        extensions.injectColumnar(AggregateBySlide::new);
        extensions.injectPlannerStrategy(session -> new CheckRowPlacement());
        return BoxedUnit.UNIT;
    }
}
