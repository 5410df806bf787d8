/** Messages to SQS queues and events to EventBridge. */
@NullMarked
package io.claviger.aws.messages;

import org.jspecify.annotations.NullMarked;
