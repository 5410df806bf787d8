@NullMarked
package io.claviger.local.schedule;

import org.jspecify.annotations.NullMarked;
