/** The AWS endpoint, for the functions and the {@code aws} CLI. */
@NullMarked
package io.claviger.local.aws;

import org.jspecify.annotations.NullMarked;
