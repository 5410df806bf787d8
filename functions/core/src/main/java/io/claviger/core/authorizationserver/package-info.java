/** The port to Adobe Pass, and every answer it can give. */
@NullMarked
package io.claviger.core.authorizationserver;

import org.jspecify.annotations.NullMarked;
