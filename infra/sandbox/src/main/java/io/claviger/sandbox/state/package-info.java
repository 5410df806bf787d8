/** Everything one sandbox knows. */
@NullMarked
package io.claviger.sandbox.state;

import org.jspecify.annotations.NullMarked;
