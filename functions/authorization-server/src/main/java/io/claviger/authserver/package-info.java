/** The client of Adobe Pass. It maps HTTP and JSON to the port's named answers. */
@NullMarked
package io.claviger.authserver;

import org.jspecify.annotations.NullMarked;
