/** The ports that use cases share, in groups. */
@NullMarked
package io.claviger.core.ports;

import org.jspecify.annotations.NullMarked;
