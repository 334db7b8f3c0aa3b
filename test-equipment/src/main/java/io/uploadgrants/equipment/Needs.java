package io.uploadgrants.equipment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says what a suite, or one test, can't run without. Where it isn't there, the suite is skipped
 * before anything of it is opened, and says what is missing; with {@code
 * UPLOAD_TEST_SERVERS=required} it fails, unless only {@code tools/test-servers up --all} brings
 * that.
 *
 * <p>The annotation of a subclass stands for that of its superclass, so it names everything.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Tag(Needs.TAG)
@ExtendWith(NeedsCondition.class)
public @interface Needs {

  /** The tag of what is run once without any equipment, to see that it is skipped. */
  String TAG = "equipment";

  /**
   * What it needs.
   *
   * @return all of it
   */
  Equipment[] value();
}
