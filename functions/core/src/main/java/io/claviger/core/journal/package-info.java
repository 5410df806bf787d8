/** What operators are told: events, audit lines and figures. */
@NullMarked
package io.claviger.core.journal;

import org.jspecify.annotations.NullMarked;
