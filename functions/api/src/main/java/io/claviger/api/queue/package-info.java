/** Messages of SQS, each of which succeeds or fails for itself. */
@NullMarked
package io.claviger.api.queue;

import org.jspecify.annotations.NullMarked;
