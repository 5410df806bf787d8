/** Registers, adopts, deregisters and restores instances. No credential is lost, and none is registered twice. */
@NullMarked
package io.claviger.core.registration;

import org.jspecify.annotations.NullMarked;
