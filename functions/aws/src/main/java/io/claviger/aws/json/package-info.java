/** Reading and writing JSON that no exception repeats. */
@NullMarked
package io.claviger.aws.json;

import org.jspecify.annotations.NullMarked;
