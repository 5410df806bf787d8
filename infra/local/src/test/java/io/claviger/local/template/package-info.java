@NullMarked
package io.claviger.local.template;

import org.jspecify.annotations.NullMarked;
