/** The HTTP servers that the rooms share. */
@NullMarked
package io.claviger.local.http;

import org.jspecify.annotations.NullMarked;
