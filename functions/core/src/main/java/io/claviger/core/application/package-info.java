/** A programmer's registered application and the software statements it has had. */
@NullMarked
package io.claviger.core.application;

import org.jspecify.annotations.NullMarked;
