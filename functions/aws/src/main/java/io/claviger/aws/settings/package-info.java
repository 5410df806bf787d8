/** Rules for the values of environment variables, beyond what SmallRye Config checks. */
@NullMarked
package io.claviger.aws.settings;

import org.jspecify.annotations.NullMarked;
