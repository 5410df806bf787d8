/** Reads a SAM template the way CloudFormation would. */
@NullMarked
package io.claviger.local.template;

import org.jspecify.annotations.NullMarked;
