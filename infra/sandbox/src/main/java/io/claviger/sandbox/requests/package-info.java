/** The log of the calls to Adobe's endpoints. */
@NullMarked
package io.claviger.sandbox.requests;

import org.jspecify.annotations.NullMarked;
