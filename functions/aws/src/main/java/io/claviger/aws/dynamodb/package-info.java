/** Applications, instances, pacing and sealed credentials in DynamoDB. Every write that can race has a condition. */
@NullMarked
package io.claviger.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
