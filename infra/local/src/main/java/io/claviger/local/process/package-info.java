/** The classes that run in a function's process, around AWS's runtime loop. */
@NullMarked
package io.claviger.local.process;

import org.jspecify.annotations.NullMarked;
