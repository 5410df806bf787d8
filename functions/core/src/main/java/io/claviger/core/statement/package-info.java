/** Stores an application once Adobe Pass has accepted its software statement. */
@NullMarked
package io.claviger.core.statement;

import org.jspecify.annotations.NullMarked;
