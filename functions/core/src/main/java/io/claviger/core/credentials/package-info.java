/** The secrets and identifiers of OAuth that all other packages use. */
@NullMarked
package io.claviger.core.credentials;

import org.jspecify.annotations.NullMarked;
