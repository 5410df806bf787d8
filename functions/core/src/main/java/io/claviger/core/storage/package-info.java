/** What Claviger's own storage of secrets fails with. */
@NullMarked
package io.claviger.core.storage;

import org.jspecify.annotations.NullMarked;
