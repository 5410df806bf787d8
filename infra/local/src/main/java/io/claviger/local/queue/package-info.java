/** Lambda's polling of SQS queues. */
@NullMarked
package io.claviger.local.queue;

import org.jspecify.annotations.NullMarked;
