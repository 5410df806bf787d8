/** JSON from outside, read strictly. */
@NullMarked
package io.claviger.api.json;

import org.jspecify.annotations.NullMarked;
