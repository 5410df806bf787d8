/** The client of Adobe Pass's Dynamic Client Registration: HTTP and JSON in, the named answers of the port out. */
@NullMarked
package io.claviger.authserver;

import org.jspecify.annotations.NullMarked;
