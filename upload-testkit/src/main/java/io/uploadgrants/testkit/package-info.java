/** S3 for the tests of applications that hand out grants. */
@NullMarked
package io.uploadgrants.testkit;

import org.jspecify.annotations.NullMarked;
