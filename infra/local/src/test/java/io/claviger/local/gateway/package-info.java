@NullMarked
package io.claviger.local.gateway;

import org.jspecify.annotations.NullMarked;
