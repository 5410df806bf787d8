/** What is sent on: to the queues of SQS and the event bus of EventBridge. */
@NullMarked
package io.claviger.aws.messages;

import org.jspecify.annotations.NullMarked;
