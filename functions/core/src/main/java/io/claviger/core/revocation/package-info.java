/** Noticing that a software statement was revoked, and telling that from an outage. */
@NullMarked
package io.claviger.core.revocation;

import org.jspecify.annotations.NullMarked;
