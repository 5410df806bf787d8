/** Viewers: authentication sessions, and the profiles that TV providers vouch for. */
@NullMarked
package io.claviger.sandbox.entitlement;

import org.jspecify.annotations.NullMarked;
