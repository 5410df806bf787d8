/** The secrets and identifiers of OAuth that everything else hands around. */
@NullMarked
package io.claviger.core.credentials;

import org.jspecify.annotations.NullMarked;
