/** The HTTP edge that the API functions share: who is calling, what they may do, strict requests and honest problems. */
@NullMarked
package io.claviger.api;

import org.jspecify.annotations.NullMarked;
