/** Claviger's domain, use cases and ports. Plain Java: no framework, no AWS, no HTTP. */
@NullMarked
package io.claviger.core;

import org.jspecify.annotations.NullMarked;
