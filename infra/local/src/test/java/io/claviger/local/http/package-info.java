@NullMarked
package io.claviger.local.http;

import org.jspecify.annotations.NullMarked;
