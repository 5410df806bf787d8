/** The HTTP edge of the API functions: callers, access rules, strict requests, problems. */
@NullMarked
package io.claviger.api;

import org.jspecify.annotations.NullMarked;
