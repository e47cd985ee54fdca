package io.millrace.cli.verb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a verb that needs the engine: the launcher starts it with Spark and the broker on the class
 * path, all other verbs without. The launcher has a list of these verbs, too; a test compares.
 *
 * <p>Help and completion load the class of every verb on the light class path. So the fields and
 * the signatures of an engine verb may name only classes of that path; what it does with the engine
 * belongs into another class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EngineVerb {}
