/** The AWS endpoint: what the functions and the {@code aws} CLI talk to. */
@NullMarked
package io.claviger.local.aws;

import org.jspecify.annotations.NullMarked;
