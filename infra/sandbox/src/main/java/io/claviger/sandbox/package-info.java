/** An Adobe Pass authorization server and TVE Dashboard to develop against. */
@NullMarked
package io.claviger.sandbox;

import org.jspecify.annotations.NullMarked;
