/** HTTP servers and JSON, shared by all packages. */
@NullMarked
package io.claviger.local.http;

import org.jspecify.annotations.NullMarked;
