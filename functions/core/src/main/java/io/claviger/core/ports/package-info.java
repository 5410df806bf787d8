/** Groups of ports, so that a use case takes few arguments. Each port lies with the types that it stores or sends. */
@NullMarked
package io.claviger.core.ports;

import org.jspecify.annotations.NullMarked;
