@NullMarked
package io.claviger.local.lambda;

import org.jspecify.annotations.NullMarked;
