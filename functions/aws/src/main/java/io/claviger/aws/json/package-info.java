/** Reading and writing JSON without ever repeating it in an error. */
@NullMarked
package io.claviger.aws.json;

import org.jspecify.annotations.NullMarked;
