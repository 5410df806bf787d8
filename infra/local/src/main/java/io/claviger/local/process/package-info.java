/** What stands around AWS's runtime loop inside a function's process. */
@NullMarked
package io.claviger.local.process;

import org.jspecify.annotations.NullMarked;
