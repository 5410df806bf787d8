@NullMarked
package io.claviger.local.aws;

import org.jspecify.annotations.NullMarked;
