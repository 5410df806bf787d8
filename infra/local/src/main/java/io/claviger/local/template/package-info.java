/** Reads the SAM template as CloudFormation does. */
@NullMarked
package io.claviger.local.template;

import org.jspecify.annotations.NullMarked;
