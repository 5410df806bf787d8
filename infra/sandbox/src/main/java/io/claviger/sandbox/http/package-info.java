/** The HTTP endpoints of the sandbox. */
@NullMarked
package io.claviger.sandbox.http;

import org.jspecify.annotations.NullMarked;
