/** Functions of the programmer's that Claviger invokes. */
@NullMarked
package io.claviger.aws.lambda;

import org.jspecify.annotations.NullMarked;
