/** AWS Lambda: each function in its own processes, behind the Lambda Runtime API. */
@NullMarked
package io.claviger.local.lambda;

import org.jspecify.annotations.NullMarked;
