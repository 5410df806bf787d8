/** AWS Lambda: each function in processes of its own, behind the Lambda Runtime API. */
@NullMarked
package io.claviger.local.lambda;

import org.jspecify.annotations.NullMarked;
