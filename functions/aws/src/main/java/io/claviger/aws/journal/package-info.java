/** Audit lines and metrics, as CloudWatch reads them from a function's standard output. */
@NullMarked
package io.claviger.aws.journal;

import org.jspecify.annotations.NullMarked;
