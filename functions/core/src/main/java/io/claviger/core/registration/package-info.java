/** Registering, adopting, deregistering and restoring instances, so that a credential is never lost and never made twice. */
@NullMarked
package io.claviger.core.registration;

import org.jspecify.annotations.NullMarked;
