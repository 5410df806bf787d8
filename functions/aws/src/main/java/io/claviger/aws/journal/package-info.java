/** Audit lines and metrics on a function's standard output, which CloudWatch reads. */
@NullMarked
package io.claviger.aws.journal;

import org.jspecify.annotations.NullMarked;
