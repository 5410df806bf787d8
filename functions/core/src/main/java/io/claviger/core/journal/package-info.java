/** What operators learn: events, audit lines and metrics. */
@NullMarked
package io.claviger.core.journal;

import org.jspecify.annotations.NullMarked;
