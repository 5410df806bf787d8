/** Applications, instances, pacing and sealed credentials in DynamoDB; every write that can race carries a condition. */
@NullMarked
package io.claviger.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
