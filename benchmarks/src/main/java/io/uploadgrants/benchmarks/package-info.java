/** What the library costs, beside what its peers cost in the same run. Never published. */
@NullMarked
package io.uploadgrants.benchmarks;

import org.jspecify.annotations.NullMarked;
