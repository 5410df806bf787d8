@NullMarked
package io.claviger.local;

import org.jspecify.annotations.NullMarked;
