/** Who is calling: JSON Web Tokens of the programmer's own identity provider (RFC 7519, RFC 8725, RFC 9068). */
@NullMarked
package io.claviger.api.identity;

import org.jspecify.annotations.NullMarked;
