/** The sandbox on the wire. */
@NullMarked
package io.claviger.sandbox.http;

import org.jspecify.annotations.NullMarked;
