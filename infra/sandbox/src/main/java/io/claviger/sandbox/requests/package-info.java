/** What the sandbox was asked, and what it answered. */
@NullMarked
package io.claviger.sandbox.requests;

import org.jspecify.annotations.NullMarked;
