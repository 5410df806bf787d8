/** The state of one sandbox. */
@NullMarked
package io.claviger.sandbox.state;

import org.jspecify.annotations.NullMarked;
