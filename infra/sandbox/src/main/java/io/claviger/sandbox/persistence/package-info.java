/** The file that outlives a sandbox. */
@NullMarked
package io.claviger.sandbox.persistence;

import org.jspecify.annotations.NullMarked;
