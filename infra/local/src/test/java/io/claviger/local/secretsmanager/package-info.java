@NullMarked
package io.claviger.local.secretsmanager;

import org.jspecify.annotations.NullMarked;
